package dev.palate.recommendation.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The ETag of a list: weak, because a compressed answer carries the same one. */
final class EntityTag {

    private static final int BYTES = 16;

    private EntityTag() {}

    /** Equal for equal parts, which are everything that the answer depends on. */
    static String of(String revision, Object query) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((revision + '\n' + query).getBytes(StandardCharsets.UTF_8));
            return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
