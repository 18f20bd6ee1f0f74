package dev.palate.training.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Trains models with the operator's submit command, each in a folder of its own. */
@Component
public class SparkRuns {

    private static final Logger log = LoggerFactory.getLogger(SparkRuns.class);

    private final SubmitCommand command;
    private final SparkSettings settings;
    private final JdbcConnectionDetails database;

    SparkRuns(SubmitCommand command, SparkSettings settings, JdbcConnectionDetails database) {
        this.command = command;
        this.settings = settings;
        this.database = database;
    }

    /** Receives the model that a command has written; the file is deleted afterwards. */
    @FunctionalInterface
    public interface ModelReceiver {

        void accept(Path model) throws IOException;
    }

    /**
     * Trains a model, from the state that an earlier run for the same job has left if there is one.
     *
     * @param order as JSON
     * @throws SparkException if another run would fail in the same way
     * @throws SparkStoppedException if the listener has requested the end, and the command is killed
     * @throws IllegalStateException if the command failed for another reason
     */
    public void train(UUID job, String order, SparkListener listener, ModelReceiver receiver) {
        if (!command.isConfigured()) {
            throw SparkException.notConfigured();
        }
        try {
            SparkFolder folder = SparkFolder.in(path(job));
            folder.running().ifPresent(orphan -> {
                log.warn("The submit command of job {} still runs as process {}; it is killed", job, orphan.pid());
                ProcessTree.kill(orphan);
            });
            Files.writeString(folder.order(), order);
            run(folder, listener);
            receiver.accept(folder.model());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(SparkFolder folder, SparkListener listener) throws IOException {
        Map<String, String> values = Map.of(
                "order", folder.order().toString(),
                "output", folder.model().toString(),
                "state", folder.state().toString(),
                "url", database.getJdbcUrl());
        ProcessBuilder builder = new ProcessBuilder(command.arguments(values));
        Map<String, String> environment = builder.environment();
        // Its standard input is a pipe that ends when this process ends, even if it is killed.
        environment.put("PALATE_ENDS_WITH_INPUT", "true");
        environment.put("PALATE_DATABASE_URL", database.getJdbcUrl());
        putIfPresent(environment, "PALATE_DATABASE_USER", database.getUsername());
        putIfPresent(environment, "PALATE_DATABASE_PASSWORD", database.getPassword());
        Secrets secrets = new Secrets(database.getPassword(), database.getJdbcUrl());
        new SparkProcess(builder, folder, listener, secrets).run();
    }

    private static void putIfPresent(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    /** Deletes what the runs for a job that has ended have left. */
    public void forget(UUID job) {
        SparkFolder.delete(path(job));
    }

    private Path path(UUID job) {
        return settings.state().resolve(job.toString());
    }
}
