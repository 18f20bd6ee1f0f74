package dev.palate.demo;

import dev.palate.importing.ImportStatus;
import dev.palate.importing.Imports;
import dev.palate.job.JobState;
import dev.palate.problem.PageParameters;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Provides the demo's ratings: MovieLens 100K or, where the download fails, synthetic ones. Uses {@code JdbcClient} for three
 * counts, which belong to no record.
 */
@Component
@Profile("demo")
class DemoRatings {

    private static final long SEED = 42;
    private static final long POLL_MILLIS = 200;

    private final JdbcClient jdbc;
    private final Imports imports;
    private final MovieLensSettings settings;
    private final MovieLensDownload download;

    DemoRatings(JdbcClient jdbc, Imports imports, MovieLensSettings settings, MovieLensDownload download) {
        this.jdbc = jdbc;
        this.imports = imports;
        this.settings = settings;
        this.download = download;
    }

    /**
     * @throws IllegalStateException if the import fails, saying why
     */
    void importMissing(PrintStream out) throws InterruptedException {
        Optional<ImportStatus> last =
                imports.list(PageParameters.first(1)).items().stream().findFirst();
        if (last.isPresent() && !last.get().state().isFinal()) {
            out.println("Waiting for the import that an earlier process began");
            report(out, ended(last.get()));
        } else if (count("ratings") == 0
                || last.filter(status -> status.state() != JobState.SUCCEEDED
                                && status.state() != JobState.SUCCEEDED_WITH_WARNINGS)
                        .isPresent()) {
            Path source = source();
            out.printf("Importing %s%n", source);
            report(out, imports.importAndWait(source, status -> {}));
        } else {
            out.println("The database has ratings already: nothing is imported");
        }
        out.printf("%,d users, %,d items, %,d ratings%n", count("users"), count("items"), count("ratings"));
    }

    private Path source() throws InterruptedException {
        Optional<Path> known = settings.folder();
        return known.isPresent() ? known.get() : download.fetch().orElseGet(this::synthetic);
    }

    private Path synthetic() {
        try {
            Path directory = Files.createDirectories(settings.cache().resolve("synthetic"));
            new SyntheticRatings(SEED).write(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportStatus ended(ImportStatus running) throws InterruptedException {
        ImportStatus status = running;
        while (!status.state().isFinal()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            status = imports.get(running.id());
        }
        return status;
    }

    private static void report(PrintStream out, ImportStatus status) {
        if (status.state() == JobState.CANCELLED) {
            throw new IllegalStateException("the import of " + status.name() + " was cancelled");
        }
        if (status.state() == JobState.FAILED) {
            throw new IllegalStateException("the import of " + status.name() + " failed: " + status.failure());
        }
        out.printf(
                "Imported %s: %,d ratings written, %,d rejected%n",
                status.name(), status.rowsWritten(), status.rowsRejected());
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
