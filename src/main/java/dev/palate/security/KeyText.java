package dev.palate.security;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The text of a key, {@code palate_<id>_<secret>}: a prefix that scanners for leaked secrets can find, a public id and a secret
 * of 256 random bits.
 */
final class KeyText {

    private static final Pattern FORM = Pattern.compile("palate_[0-9a-f]{16}_[0-9a-f]{64}");
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final int ID_START = "palate_".length();
    private static final int ID_END = ID_START + 2 * ID_BYTES;
    private static final SecureRandom random = new SecureRandom();

    private final String text;

    private KeyText(String text) {
        this.text = text;
    }

    static KeyText create() {
        return new KeyText("palate_" + hex(ID_BYTES) + "_" + hex(SECRET_BYTES));
    }

    static Optional<KeyText> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new KeyText(text)) : Optional.empty();
    }

    String id() {
        return text.substring(ID_START, ID_END);
    }

    byte[] sha256() {
        return DigestUtils.sha256(text.substring(ID_END + 1));
    }

    /** The whole key with its secret. Must not be logged. */
    String reveal() {
        return text;
    }

    /** The key without its secret, which may be logged. */
    @Override
    public String toString() {
        return "palate_" + id() + "_...";
    }

    private static String hex(int bytes) {
        byte[] bits = new byte[bytes];
        random.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
