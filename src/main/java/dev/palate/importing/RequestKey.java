package dev.palate.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which a request is known when it is sent again.
 *
 * @param key the client's
 * @param sha256 of the request: two with one key must be the same
 */
record RequestKey(String key, String sha256) {

    private static final int BUFFER = 1 << 16;

    /** Of a request that names a file of the server's. */
    static RequestKey of(String key, String name, String options) {
        return new RequestKey(
                key, HexFormat.of().formatHex(digest(name, options).digest()));
    }

    /** Of a request with {@code content}. */
    static RequestKey of(String key, String name, String options, Path content) throws IOException {
        MessageDigest digest = digest(name, options);
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(content)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return new RequestKey(key, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest(String name, String options) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\0" + options + "\0").getBytes(StandardCharsets.UTF_8));
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
