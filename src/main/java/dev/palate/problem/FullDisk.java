package dev.palate.problem;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Distinguishes a full disk, of the database or of this machine, from other failures. */
public final class FullDisk {

    /** What callers and operators read. */
    public static final String DATABASE =
            "The disk of the database is full; nothing was changed unless an earlier response confirmed it."
                    + " Free or add disk space, and try again.";

    private static final String DISK_FULL = "53100";
    private static final String NO_SPACE = "No space left on device";

    private FullDisk() {}

    /** Whether the cause of {@code failure} is a disk without free space. */
    public static boolean isCauseOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if ((cause instanceof SQLException exception && DISK_FULL.equals(exception.getSQLState()))
                    || (cause instanceof IOException && isNoted(cause.getMessage()))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Whether a program's output says that a disk has no free space. */
    public static boolean isNoted(@Nullable String output) {
        return output != null && (output.contains(NO_SPACE) || output.contains("Disk quota exceeded"));
    }
}
