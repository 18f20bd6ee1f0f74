package dev.palate.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;

/** A cluster of this machine with two executors, which are JVMs of their own. It ends with this JVM. */
public final class Cluster {

    public static final SparkSession SESSION = SparkSession.builder()
            .appName("tests")
            .master("local-cluster[2,1,1024]")
            .config("spark.cores.max", 2)
            .config("spark.executor.memory", "600m")
            .config("spark.executor.extraClassPath", classPath())
            .config("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
            .config("spark.sql.artifact.isolation.enabled", false)
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.sql.adaptive.enabled", false)
            .config("spark.sql.codegen.wholeStage", false)
            .getOrCreate();

    public static final JavaSparkContext SPARK = JavaSparkContext.fromSparkContext(SESSION.sparkContext());

    private Cluster() {}

    /** Executors have another working directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What the driver has in the folder that Spark deletes, or the operator with all of {@code spark.local.dir}. */
    static List<Path> temporary(String prefix) {
        try (Stream<Path> files = Files.list(Path.of(SparkFiles.getRootDirectory()))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Work that may fail in any way. */
    @FunctionalInterface
    public interface Work<T> {

        T run() throws Exception;
    }

    /** Executes work, and kills an executor with SIGKILL when a task of it starts; the executor must have been lost. */
    public static <T> T killingAnExecutor(int atTask, Work<T> work) throws Exception {
        Killer killer = new Killer(atTask);
        SPARK.sc().addSparkListener(killer);
        try {
            T result = work.run();
            if (killer.lost.get() == 0) {
                throw new AssertionError("no executor was lost; tasks: " + killer.started.get());
            }
            return result;
        } finally {
            SPARK.sc().removeSparkListener(killer);
        }
    }

    private static final class Killer extends SparkListener {

        private final int atTask;
        private final AtomicInteger started = new AtomicInteger();
        private final AtomicInteger lost = new AtomicInteger();

        Killer(int atTask) {
            this.atTask = atTask;
        }

        @Override
        public void onTaskStart(SparkListenerTaskStart task) {
            if (started.incrementAndGet() == atTask) {
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> isExecutor(process, task.taskInfo().executorId()))
                        .forEach(ProcessHandle::destroyForcibly);
            }
        }

        /** {@link ProcessHandle.Info} cuts long command lines off. */
        private static boolean isExecutor(ProcessHandle process, String id) {
            try {
                String line = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
                return line.contains("CoarseGrainedExecutorBackend") && line.contains("--executor-id\0" + id + "\0");
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
            lost.incrementAndGet();
        }
    }
}
