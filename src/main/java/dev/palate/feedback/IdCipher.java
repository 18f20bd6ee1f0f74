package dev.palate.feedback;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.daead.AesSivKey;
import com.google.crypto.tink.daead.AesSivParameters;
import com.google.crypto.tink.subtle.AesSiv;
import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Encrypts the contents of ids with AES-SIV (RFC 5297). Reading, forging or changing an id requires the secret. Equal
 * contents have equal ids, so an unchanged list keeps its id.
 */
final class IdCipher {

    private static final int KEY_BYTES = 64;
    private static final int MAX_CHARACTERS = 400;
    private static final byte[] CONTEXT = "palate recommendation id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_ASSOCIATED_DATA = {};

    private final DeterministicAead cipher;

    /** @param secret any number of random bytes; the key is derived from them with HKDF */
    @AccessesPartialKey
    IdCipher(byte[] secret) {
        try {
            byte[] key = Hkdf.computeHkdf("HMACSHA256", secret, new byte[0], CONTEXT, KEY_BYTES);
            this.cipher = AesSiv.create(AesSivKey.builder()
                    .setParameters(AesSivParameters.builder()
                            .setKeySizeBytes(KEY_BYTES)
                            .setVariant(AesSivParameters.Variant.NO_PREFIX)
                            .build())
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-SIV is not available", e);
        }
    }

    /**
     * The content of an id.
     *
     * @param key the synthetic IV of the encryption: equal for equal contents, and different for different contents except
     *     with a probability of about 2^-64
     */
    record Decrypted(UUID key, ByteBuffer content) {}

    /** An id of letters, digits, {@code -} and {@code _}. */
    String encrypt(byte[] content) {
        try {
            byte[] encrypted = cipher.encryptDeterministically(content, NO_ASSOCIATED_DATA);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an id cannot be encrypted", e);
        }
    }

    /** The content of an id that {@link #encrypt} returned for the same secret; empty for any other text. */
    Optional<Decrypted> decrypt(String id) {
        if (id.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        try {
            byte[] encrypted = Base64.getUrlDecoder().decode(id);
            byte[] content = cipher.decryptDeterministically(encrypted, NO_ASSOCIATED_DATA);
            ByteBuffer tag = ByteBuffer.wrap(encrypted);
            return Optional.of(new Decrypted(new UUID(tag.getLong(), tag.getLong()), ByteBuffer.wrap(content)));
        } catch (IllegalArgumentException | GeneralSecurityException notAnId) {
            return Optional.empty();
        }
    }
}
