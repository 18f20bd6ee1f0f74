package dev.palate.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** The SHA-256 of a request for an import: two requests with one idempotency key must have the same. */
final class RequestDigest {

    private RequestDigest() {}

    /** Of a request that names a file of the server. */
    static String of(String name, String options) {
        return Hex.encodeHexString(digest(name, options).digest());
    }

    /** Of a request with content. */
    static String of(String name, String options, Path content) {
        try (InputStream bytes = Files.newInputStream(content)) {
            return Hex.encodeHexString(
                    DigestUtils.updateDigest(digest(name, options), bytes).digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest digest(String name, String options) {
        return DigestUtils.updateDigest(DigestUtils.getSha256Digest(), name + "\0" + options + "\0");
    }
}
