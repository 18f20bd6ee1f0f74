package dev.palate.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
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
        return new JobRequest(kind, idempotencyKey, DigestUtils.sha256Hex(content));
    }

    /** A request whose whole content is {@code content} and the bytes of {@code file}, which is read only if there is a key. */
    public static JobRequest of(JobKind kind, @Nullable String idempotencyKey, String content, Path file) {
        if (idempotencyKey == null) {
            return of(kind, null, content);
        }
        MessageDigest sha256 = DigestUtils.updateDigest(DigestUtils.getSha256Digest(), content);
        try (InputStream bytes = Files.newInputStream(file)) {
            return new JobRequest(
                    kind,
                    idempotencyKey,
                    Hex.encodeHexString(DigestUtils.updateDigest(sha256, bytes).digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
