package dev.palate.problem;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a failure for the log: types, SQL states and stack traces. It omits messages, because they can quote a rating or the
 * id of a person; it keeps messages of the JVM itself.
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
        boolean fromJvm = original instanceof NullPointerException
                || original instanceof ClassCastException
                || original instanceof LinkageError
                || original instanceof VirtualMachineError;
        return fromJvm ? type + ": " + original.getMessage() : type;
    }

    /** The text of the original without its message. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message begins with the type of the original
    public String toString() {
        return String.valueOf(getMessage());
    }
}
