package dev.palate.spark;

import dev.palate.core.training.TrainingDivergedException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;

/**
 * The program of a submit command: {@code train} writes a model file, {@code score} the lists of all users. Its exit code is 0 for success;
 * otherwise a line of the standard output says in a sentence why every attempt would fail, or the error output ends with why this one has.
 */
public final class PalateSpark {

    private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";
    private static final int TASKS_PER_SLOT = 3;

    /** What Spark says when it has stopped because no master answers, or because the application was killed. */
    private static final String STOPPED = "Cannot call methods on a stopped SparkContext";

    private PalateSpark() {}

    public static void main(String[] arguments) {
        ParentWatch.beginIfWanted(System.getenv(), System.in);
        System.exit(run(Arrays.asList(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Progress progress = new Progress(out);
        try {
            String command = arguments.isEmpty() ? "" : arguments.get(0);
            Options options = Options.read(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
            switch (command) {
                case "train" -> execute((spark, slots) -> new TrainCommand(spark, slots, options, progress).run());
                case "score" -> execute((spark, slots) -> new ScoreCommand(spark, slots, options, progress).run());
                default ->
                    throw new IllegalArgumentException(
                            "unknown command '%s'; expected train or score".formatted(command));
            }
            return 0;
        } catch (Exception | Error e) {
            return failed(e, progress, err);
        }
    }

    /** Returns the exit code. The service does not repeat a training for which an error is reported. */
    static int failed(Throwable failure, Progress progress, PrintStream err) {
        failure.printStackTrace(err);
        Throwable cause = cause(failure);
        if (cause instanceof IllegalArgumentException || cause instanceof TrainingDivergedException) {
            progress.error(sentence(cause));
        } else {
            // A lost database, lost executors, a full disk or the end of this process.
            err.println(sentence(cause));
        }
        return 1;
    }

    /** What a session is used for. */
    private interface Work {

        void run(SparkSession spark, int slots) throws Exception;
    }

    private static void execute(Work work) throws Exception {
        // With isolation, tasks of queries would not find the model that the context has sent.
        SparkSession.Builder builder =
                SparkSession.builder().appName("Palate").config("spark.sql.artifact.isolation.enabled", false);
        try (SparkSession spark = builder.getOrCreate()) {
            int slots = Slots.await(spark);
            if (!spark.sparkContext().conf().contains(SHUFFLE_PARTITIONS)) {
                // Spark's own default of 200 takes a minute for little data.
                spark.conf().set(SHUFFLE_PARTITIONS, TASKS_PER_SLOT * slots);
            }
            work.run(spark, slots);
        }
    }

    /** What failed on an executor, without Spark's description of the task. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof SparkException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String sentence(Throwable cause) {
        String message = cause.getMessage();
        if (message != null && message.startsWith(STOPPED)) {
            return "The cluster %s cannot be reached, or has ended the application."
                    .formatted(System.getProperty("spark.master", "of Spark"));
        }
        String line = message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
        return Character.toUpperCase(line.isEmpty() ? '?' : line.charAt(0))
                + line.substring(Math.min(1, line.length()))
                + (line.endsWith(".") ? "" : ".");
    }
}
