package dev.palate.problem;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What may be logged of a failure: types, SQL states and stack traces. Messages are left out, for they quote what they
 * stumbled on, which can be a rating or somebody's id; those of the JVM itself stay.
 */
public final class WithoutMessages extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 10;

    private WithoutMessages(Throwable original, int depth) {
        super(describe(original), depth == MOST_CAUSES ? null : of(original.getCause(), depth + 1), false, true);
        setStackTrace(original.getStackTrace());
    }

    public static WithoutMessages of(Throwable original) {
        return new WithoutMessages(original, 0);
    }

    private static @Nullable WithoutMessages of(@Nullable Throwable original, int depth) {
        return original == null ? null : new WithoutMessages(original, depth);
    }

    public static String describe(Throwable original) {
        String type = original.getClass().getName();
        if (original instanceof SQLException failure && failure.getSQLState() != null) {
            return type + " (SQL state " + failure.getSQLState() + ")";
        }
        boolean bySelf = original instanceof NullPointerException
                || original instanceof ClassCastException
                || original instanceof LinkageError
                || original instanceof VirtualMachineError;
        return bySelf ? type + ": " + original.getMessage() : type;
    }

    /** Reads like the original's, less its message. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
