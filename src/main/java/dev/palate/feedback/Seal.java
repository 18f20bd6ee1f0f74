package dev.palate.feedback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deterministic authenticated encryption with a synthetic IV (Rogaway and Shrimpton 2006): the first 16 bytes of an
 * HMAC-SHA-256 of the content are both its tag and the IV of AES-CTR. Equal contents have equal seals, which is what lets an
 * unchanged answer keep its id, and all that a seal gives away.
 */
final class Seal {

    private static final String HMAC = "HmacSHA256";
    private static final int TAG_BYTES = 16;
    private static final int MOST_CHARACTERS = 400;

    private final SecretKeySpec tagKey;
    private final SecretKeySpec cipherKey;

    /** Two keys of one secret. */
    Seal(byte[] secret) {
        SecretKeySpec root = new SecretKeySpec(secret, HMAC);
        this.tagKey = new SecretKeySpec(hmac(root, "tag".getBytes(StandardCharsets.US_ASCII)), HMAC);
        this.cipherKey = new SecretKeySpec(hmac(root, "cipher".getBytes(StandardCharsets.US_ASCII)), "AES");
    }

    /**
     * What a seal held.
     *
     * @param tag equal for equal contents, and else, but for one chance in 2^64 or so, different
     */
    record Opened(UUID tag, ByteBuffer content) {}

    /** In letters, digits, {@code -} and {@code _}. */
    String close(byte[] content) {
        byte[] tag = Arrays.copyOf(hmac(tagKey, content), TAG_BYTES);
        byte[] sealed = Arrays.copyOf(tag, TAG_BYTES + content.length);
        System.arraycopy(crypt(Cipher.ENCRYPT_MODE, tag, content), 0, sealed, TAG_BYTES, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The content of what {@link #close} made with the same secret, and of nothing else. */
    Optional<Opened> open(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (sealed.length <= TAG_BYTES) {
            return Optional.empty();
        }
        byte[] tag = Arrays.copyOf(sealed, TAG_BYTES);
        byte[] content = crypt(Cipher.DECRYPT_MODE, tag, Arrays.copyOfRange(sealed, TAG_BYTES, sealed.length));
        if (!MessageDigest.isEqual(tag, Arrays.copyOf(hmac(tagKey, content), TAG_BYTES))) {
            return Optional.empty();
        }
        ByteBuffer halves = ByteBuffer.wrap(tag);
        return Optional.of(new Opened(new UUID(halves.getLong(), halves.getLong()), ByteBuffer.wrap(content)));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + HMAC, e);
        }
    }

    private byte[] crypt(int mode, byte[] iv, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, cipherKey, new IvParameterSpec(iv));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has AES", e);
        }
    }
}
