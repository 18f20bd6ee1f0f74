package dev.palate.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A request for a job.
 *
 * @param idempotencyKey a second request with the same key gets the job of the first one; null for none
 * @param sha256 digest of everything that was requested, in hexadecimal: two requests with one key must have the same
 */
public record JobRequest(JobKind kind, @Nullable String idempotencyKey, String sha256) {

    /** A request whose whole content is {@code content}. */
    public static JobRequest of(JobKind kind, @Nullable String idempotencyKey, String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return new JobRequest(kind, idempotencyKey, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
