package dev.palate.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive lock of one process on a directory. The operating system releases it when that process ends, for whatever reason, so
 * everything in the directory of a held lock has no other owner.
 */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "palate.lock";
    /** Far after the process id in the file, because Windows does not let other processes read a locked range. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws DatabaseUnavailableException if another process has the lock; the message names that process
     */
    static DirectoryLock acquire(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new DatabaseUnavailableException(
                    "Another Palate, process %s, is running on the data directory %s."
                            .formatted(Files.readString(file).strip(), directory),
                    "Stop that process, or give this one a directory of its own with --palate.database.directory (and a"
                            + " port of its own with --server.port).");
        }
        byte[] owner = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0).write(ByteBuffer.wrap(owner), 0);
        return new DirectoryLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
