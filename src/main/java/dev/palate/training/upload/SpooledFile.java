package dev.palate.training.upload;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.palate.model.file.ModelFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;

/** A file without a name, whose space the operating system frees when it is closed or the process ends in any way. */
final class SpooledFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;

    private SpooledFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws ModelFileException if the folder cannot be written to */
    static SpooledFile in(Path folder) {
        try {
            Files.createDirectories(folder);
            return new SpooledFile(FileChannel.open(
                    folder.resolve(UUID.randomUUID().toString()), CREATE_NEW, READ, WRITE, DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw ModelFileException.noSpace(e.toString());
        }
    }

    /**
     * Writes everything that arrives.
     *
     * @param request belongs to the digest as well
     * @return the SHA-256 of request and bytes, in hexadecimal
     * @throws ModelFileException if the disk cannot hold it
     * @throws IOException if {@code body} fails
     */
    String store(InputStream body, String request) throws IOException {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(request.getBytes(StandardCharsets.UTF_8));
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            sha256.update(buffer, 0, count);
            write(ByteBuffer.wrap(buffer, 0, count));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw ModelFileException.noSpace(String.valueOf(e.getMessage()));
        }
    }

    /** The bytes from the beginning; only the stream that was opened last can be read. */
    InputStream open() throws IOException {
        channel.position(0);
        return new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
