package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The list of batches, their form, and the page of one with its file. */
@PalateIT
@Tag("browser")
@TestMethodOrder(OrderAnnotation.class)
class BatchesScreenIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path folder;

    @Autowired
    private DataSource dataSource;

    @LocalServerPort
    private int port;

    @Test
    @Order(1)
    void formShowsProblemsAndSubmitsABatchOfSomeUsers() throws Exception {
        ServiceClient service = service();
        service.call("PUT", "/training-policy", "{\"enabled\":false}");
        open("batches", ".empty h2", "There are no batches yet");
        browser.inspect("batches-empty");
        service.importFilms(folder);
        service.trained("ease", "{\"promote\":\"always\"}");
        service.call("PUT", "/scenarios/mail", "{\"k\":5,\"diversity\":0.3}");
        open("batches", "h1", "Batches");
        browser.find(".page-head .button", "Submit a batch").click();
        browser.choose("#order-users", "some");
        browser.type("#batch-ids", "1\n2\nnobody\n3");
        browser.choose("#order-scenario", "mail");
        browser.choose("#order-format", "csv");
        browser.type("#order-k", "0");
        browser.permitLog(
                "/recommendation-batches - Failed to load resource: the server responded with a status of 400");
        browser.find("batch-form .primary").click();
        browser.find("#order-k-wrong", "must be");
        browser.inspect("batch-form");
        browser.type("#order-k", "4");
        browser.find("batch-form .primary").click();
        browser.find("h1", "4 users");
        browser.find("h1 .badge", "warnings");
        browser.find("summary", "1 unknown user").click();
        browser.find(".unknown-users", "nobody");
        browser.find("#digest");
        browser.inspect("batch-warnings");
    }

    @Test
    @Order(2)
    void showsTheProgressOfABatchAndCancelsIt() throws Exception {
        try (Connection lock = dataSource.getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table recommendation_batch_chunks in exclusive mode");
            String id = submit("{\"users\": \"all\"}");
            browser.visit("about:blank");
            browser.visit(service().console("#/batches/" + id));
            browser.find("h1 .badge", "running");
            browser.find(".job-progress strong", "0 of 600 users");
            browser.inspect("batch-running");
            open("batches", ".running", "0 / 600");
            browser.inspect("batches-running");
            browser.find("td a.row-link", "All users").click();
            browser.find(".page-head .danger", "Cancel this batch").click();
            browser.find("dialog .danger", "Cancel the batch").click();
            lock.rollback();
            browser.find("h1 .badge", "cancelled");
        }
    }

    @Test
    @Order(3)
    void fileIsDownloadedAndItsDigestCopied() {
        String id = submit("{\"users\": \"all\", \"k\": 10}");
        open("batches/" + id, "h1 .badge", "succeeded");
        browser.inspect("batch");
        browser.find("batch-view .secret .button", "Copy").click();
        browser.find("batch-view .hint", "Copied.");
        browser.driver()
                .executeCdpCommand(
                        "Page.setDownloadBehavior",
                        Map.of(
                                "behavior",
                                "allow",
                                "downloadPath",
                                folder.toAbsolutePath().toString()));
        browser.find("batch-view .primary", "Download").click();
        Path file = folder.resolve("recommendations-" + id + ".ndjson.gz");
        await().until(() -> Files.exists(file));
        assertThat(file)
                .hasSize(service()
                        .get("/recommendation-batches/" + id)
                        .at("/result/byteCount")
                        .asLong());
        open("batches", "td .badge", "cancelled");
        assertThat(browser.texts("td a.row-link")).containsExactly("All users", "All users", "4 users");
        browser.inspect("batches");
    }

    private String submit(String body) {
        return service()
                .call("POST", "/recommendation-batches", body)
                .path("id")
                .asString();
    }

    private void open(String screen, String css, String text) {
        browser.visit("about:blank");
        browser.visit(service().console("#/" + screen));
        browser.find(css, text);
    }

    private ServiceClient service() {
        return new ServiceClient(port, null);
    }
}
