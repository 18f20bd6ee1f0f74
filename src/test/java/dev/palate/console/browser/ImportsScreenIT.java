package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A file from the drop to its rejected rows. */
@PalateIT
@Tag("browser")
@TestMethodOrder(OrderAnnotation.class)
class ImportsScreenIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private KeyIssuer issuer;

    @Test
    @Order(1)
    void emptyListSaysWhichFilesAreImported() {
        service().call("PUT", "/training-policy", "{\"enabled\":false}");
        browser.visit(service().console("#/imports"));
        browser.find(".drop-zone h2", "Drop a file anywhere");
        browser.find(".empty h2", "Nothing has been imported yet");
        browser.inspect("imports-empty");
    }

    /** Nothing is guessed wrong: the columns have German names, and the scale ends at 10. */
    @Test
    @Order(2)
    void mappingIsCorrectedAndCheckedAtOnce() throws IOException {
        StringBuilder rows = new StringBuilder("Kunde;Artikel;Note\n");
        for (int row = 0; row < 60; row++) {
            rows.append("k%d;tee-%d;%s%n".formatted(row % 12, row % 7, row % 5 == 0 ? "10" : "1,5"));
        }
        browser.visit(service().console("#/imports"));
        browser.find(".drop-zone");
        browser.drop("main", file("noten.csv", rows.append("k1;tee-1;viel\n").toString()));
        browser.find(".verdict.bad p", "There is no column userId");
        browser.find("#userColumn[aria-invalid]");
        choose("userColumn", "Kunde");
        choose("itemColumn", "Artikel");
        choose("ratingColumn", "Note");
        browser.find(".verdict .button.little", "Create the items").click();
        browser.find(".verdict .button.little", "scale is 1 to 10").click();
        browser.find(".verdict h2", "60 rows of 61 can be imported");
        browser.find("table.preview th .badge", "Rating");
        browser.find("table.preview td", "tee-1");
        browser.inspect("import-check");

        browser.find(".verdict .button.primary", "Import this file").click();
        browser.find("h1 .badge", "succeeded");
        browser.find(".facts dd", "60");
        browser.find(".rejections .reason", "the rating must be a number");
        browser.find(".next-step strong", "Automatic training is off");
        browser.find(".next-step .button", "See recommendations for user k0");
        browser.inspect("import");
        assertThat(service().get("/users/k1/ratings").path("total").asInt()).isPositive();
    }

    @Test
    @Order(3)
    void rejectedRowsAreDownloadedThroughALink() throws IOException {
        browser.driver()
                .executeCdpCommand(
                        "Page.setDownloadBehavior",
                        Map.of(
                                "behavior",
                                "allow",
                                "downloadPath",
                                folder.toAbsolutePath().toString()));
        importOthers();
        browser.visit(service().console("#/imports"));
        browser.find("td a.row-link", "noten.csv");
        browser.find(".badge", "failed");
        browser.inspect("imports");
        browser.find("td a.row-link", "noten.csv").click();
        browser.find(".card header .button", "Download").click();
        Path file = folder.resolve("rejections.csv");
        await().until(() -> Files.exists(file) && Files.size(file) > 0);
        assertThat(file).content().contains("noten.csv,62,").contains("k1;tee-1;viel");
    }

    @Test
    @Order(4)
    void itemsAreRecognised() throws IOException {
        browser.visit(service().console("#/"));
        browser.find("h1", "Overview");
        browser.drop(
                "main", file("products.csv", "sku,name,tags\nlamp-7,Desk lamp,Light\nchair-2,Folding chair,Garden\n"));
        browser.find("h1", "products.csv");
        browser.find(".verdict .button", "It is a file of items").click();
        browser.find(".verdict.good h2", "items can be imported");
        choose("categoriesColumn", "tags");
        browser.find("table.preview .chip", "Light");
        browser.find(".verdict .button.primary").click();
        browser.find(".next .button.primary", "Import ratings or interactions");
        browser.find(".facts dd", "2");
    }

    @Test
    @Order(5)
    void readerSeesImportsButImportsNothing() {
        String admin = issuer.issue("Admin", Role.ADMIN, null).reveal();
        String reader = issuer.issue("Reader", Role.READ, null).reveal();
        browser.permitLog("/caller - Failed to load resource: the server responded with a status of 401");
        browser.visit(new ServiceClient(port, admin).console("#/imports"));
        browser.type("#key", reader);
        browser.find("button.primary").click();
        browser.find("td a.row-link", "noten.csv");
        assertThat(browser.texts(".drop-zone")).isEmpty();
    }

    private static void choose(String field, String column) {
        browser.choose("#" + field, column);
        browser.find("table.preview th .badge");
        browser.gone("#" + field + "[aria-invalid]");
    }

    private void importOthers() throws IOException {
        ServiceClient service = service();
        service.importFilms(folder);
        service.importFile("old-orders.csv", bytes("customer;order\n1;2\n"), "");
        service.importFile(
                "events.csv",
                bytes("userId,itemId,event\nanna,tea-1,purchase\nanna,tea-2,refund\n"),
                "?kind=interactions&unknownItems=create");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private ServiceClient service() {
        return new ServiceClient(port, null);
    }
}
