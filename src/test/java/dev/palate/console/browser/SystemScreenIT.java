package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Health, load and versions, and the exports. */
@PalateIT
@Tag("browser")
class SystemScreenIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Test
    void showsTheProcessAndExportsFiles() {
        ServiceClient service = new ServiceClient(port, null);
        service.call("PUT", "/training-policy", "{\"enabled\":false}");
        service.importFile(
                "ratings.csv",
                "userId,itemId,rating\nanna,tea,5\n".getBytes(StandardCharsets.UTF_8),
                "?unknownItems=create");
        service.get("/users/anna/recommendations?includeRated=true");
        browser.visit(service.console("#/system"));
        browser.find("h1 .badge", "healthy");
        browser.find(".health li", "Database: PostgreSQL");
        browser.find(".facts dd", "ms on average");
        browser.find(".pairs dd", "17.");
        browser.inspect("system");

        browser.driver()
                .executeCdpCommand(
                        "Page.setDownloadBehavior",
                        Map.of(
                                "behavior",
                                "allow",
                                "downloadPath",
                                folder.toAbsolutePath().toString()));
        browser.find("button[aria-label='Download ratings as CSV']").click();
        Path file = folder.resolve("ratings.csv");
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
        assertThat(file).content().contains("anna,tea,5");
    }
}
