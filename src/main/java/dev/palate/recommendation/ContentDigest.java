package dev.palate.recommendation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first half of a SHA-256: stands for all that a user's list depends on. */
public record ContentDigest(long first, long second) {

    static ContentDigest of(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            ByteBuffer longs = ByteBuffer.wrap(digest);
            return new ContentDigest(longs.getLong(), longs.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
