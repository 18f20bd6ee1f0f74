package dev.palate;

/**
 * Ends the process when memory runs out in a thread that the service cannot do without, such as those that accept connections or execute
 * jobs. Without them it would hang for ever; the next process continues its jobs. Requests and jobs catch the error themselves, or lose
 * only a thread of a pool.
 */
final class FatalMemoryErrors implements Thread.UncaughtExceptionHandler {

    static final int EXIT_CODE = 3;

    /** In the names of Tomcat's threads that process requests, which its pool replaces. */
    private static final String OF_POOL = "-exec-";

    /** The same on JDKs with virtual threads. */
    private static final String VIRTUAL = "tomcat-handler-";

    private static final String MESSAGE =
            "Out of memory in a thread that Palate needs: the process ends. Start it again with a larger -Xmx.";

    private final Runnable exit;

    FatalMemoryErrors(Runnable exit) {
        this.exit = exit;
    }

    /** For all threads that have no handler of their own. */
    static void install() {
        Thread.setDefaultUncaughtExceptionHandler(
                new FatalMemoryErrors(() -> Runtime.getRuntime().halt(EXIT_CODE)));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        boolean fatal = error instanceof OutOfMemoryError && !isOfRequest(thread.getName());
        try {
            System.err.println(fatal ? MESSAGE : "Exception in thread \"" + thread.getName() + '"');
            error.printStackTrace();
        } finally {
            if (fatal) {
                exit.run(); // also if there is no memory to say so
            }
        }
    }

    private static boolean isOfRequest(String thread) {
        return thread.contains(OF_POOL) || thread.startsWith(VIRTUAL);
    }
}
