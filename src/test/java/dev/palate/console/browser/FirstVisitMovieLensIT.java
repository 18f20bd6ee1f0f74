package dev.palate.console.browser;

import dev.palate.MovieLens100K;
import dev.palate.PalateIT;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** The first visit with a MovieLens archive; skipped where there is none. */
@PalateIT
@TestPropertySource(properties = "palate.training-policy.enabled=true")
@Tag("browser")
class FirstVisitMovieLensIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Test
    void droppedArchiveLeadsToRecommendations() throws IOException {
        FirstVisit visit = new FirstVisit(browser, "first-visit-movielens");
        visit.drop("http://localhost:" + port + "/", archive(MovieLens100K.directory()));
        visit.importFile();
        visit.seeRecommendations();
    }

    private Path archive(Path movieLens) throws IOException {
        Path archive = folder.resolve("ml-100k.zip");
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("u.data", "u.item", "u.genre")) {
                zip.putNextEntry(new ZipEntry("ml-100k/" + name));
                Files.copy(movieLens.resolve(name), zip);
            }
        }
        return archive;
    }
}
