package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.nio.file.Path;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The screens of the group Understand: first empty, then with invented films and three versions. */
@PalateIT
@Tag("browser")
@TestMethodOrder(OrderAnnotation.class)
class UnderstandScreensIT {

    private static final int LISTS = 120;

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Test
    @Order(1)
    void emptyScreensSayWhatToDo() {
        ServiceClient service = service();
        service.call("PUT", "/training-policy", "{\"enabled\":false}");
        browser.visit(service.console(""));
        browser.find(".steps h2", "Import");
        browser.inspect("overview-empty");
        open("users", ".empty h2", "There are no users yet");
        browser.inspect("users-empty");
        open("catalogue", ".empty h2", "The catalogue is empty");
        browser.inspect("catalogue-empty");
        open("experiments", ".empty h2", "No experiment is running");
        browser.inspect("experiments-empty");
    }

    @Test
    @Order(2)
    void overviewShowsCountsModelsAndEvents() throws Exception {
        ServiceClient service = service();
        service.importFilms(folder);
        service.trained("autorec", "{\"hyperparameters\":{\"epochs\":8},\"promote\":\"always\"}");
        service.trained("autorec", "{\"hyperparameters\":{\"epochs\":3},\"promote\":\"never\"}");
        service.trained("ease", "{\"promote\":\"always\"}");
        open("overview", ".counts strong", "800");
        assertThat(browser.texts(".models-in-service .row-link")).containsExactlyInAnyOrder("autorec", "ease");
        browser.find(".activity li", "Training of ease succeeded");
        browser.inspect("overview");
    }

    @Test
    @Order(3)
    void usersAreFoundAndTheirListsCompared() {
        open("users", "td a.row-link", "1");
        browser.type("#user", "59");
        browser.find("td a.row-link", "599");
        browser.inspect("users");
        browser.find("#user").sendKeys("9", Keys.ENTER);
        browser.find("h1", "User 599");
        browser.find(".list h2", "ease");
        browser.find(".list h2", "autorec");
        browser.find(".shared", "items are in both lists");
        browser.find(".reveal").click();
        browser.find(".reasons", "Because of these ratings");
        browser.inspect("user");
        assertThat(browser.texts("user-view .columns > :first-child .stars")).hasSize(12);
    }

    @Test
    @Order(4)
    void visitorsListChangesWithEachRating() {
        open("visitor", ".list h2", "Most popular");
        String first = browser.find(".rate-list .title").getText();
        browser.find(".rate-list .rate button:nth-child(5)").click();
        browser.find(".list h2", "ease");
        browser.find(".rate-list .forget");
        assertThat(browser.texts(".items .title")).doesNotContain(first);
        browser.inspect("visitor");
        browser.find(".page-head .button", "Start again").click();
        browser.find(".list h2", "Most popular");
    }

    @Test
    @Order(5)
    void catalogueIsSearchedFilteredAndChanged() {
        open("catalogue", ".count-line", "800 items");
        browser.type("#query", "harbour");
        browser.until("fewer items", () -> count() < 100);
        int found = count();
        browser.find(".facet").click();
        browser.find(".facet.required");
        browser.until("still fewer items", () -> count() < found);
        browser.inspect("catalogue");
        browser.find("td a.row-link").click();
        browser.find(".facts dt", "Mean rating");
        browser.find(".list h2", "ease");
        browser.inspect("item");
        browser.find(".page-head .button", "Hide").click();
        browser.find("h1 .badge", "hidden");
        browser.find(".page-head .button", "Change").click();
        browser.type("#item-title", "The Renamed Harbour");
        browser.find("item-form .primary").click();
        browser.find("h1", "The Renamed Harbour");
    }

    @Test
    @Order(6)
    void experimentShowsItsArmsAndWhatMayBeConcluded() {
        ServiceClient service = service();
        open("experiments", "h1", "Experiments");
        browser.find(".page-head .button", "Split the traffic").click();
        browser.find("split-form .primary").click();
        browser.find("split-card h2", "version 2 against");
        browser.find("split-card .note", "Nothing can be concluded yet");
        service.call("PUT", "/models/autorec/split", "{\"version\":2,\"share\":0.5}");
        for (int user = 1; user <= LISTS; user++) {
            report(service, user);
        }
        open("experiments", ".interval strong", "points");
        assertThat(browser.texts("split-card tbody th")).containsExactly("Active, version 1", "Under test, version 2");
        browser.find("split-card .note.warn", "worse");
        browser.inspect("experiments");
        browser.find("split-card .danger").click();
        browser.find("dialog .danger").click();
        browser.find(".empty h2", "No experiment is running");
    }

    /** All users see the first item; half of those of the active version click, and a sixth of the others. */
    private static void report(ServiceClient service, int user) {
        JsonNode list = service.get("/users/" + user + "/recommendations?model=autorec&k=2");
        String item = list.at("/items/0/itemId").asString();
        boolean clicks = user % (list.path("version").asInt() == 1 ? 2 : 6) == 0;
        String clicked = clicks ? ",{\"type\":\"clicked\",\"itemId\":\"" + item + "\"}" : "";
        service.call(
                "POST",
                "/recommendations/" + list.path("recommendationId").asString() + "/events",
                "{\"events\":[{\"type\":\"shown\",\"itemId\":\"" + item + "\"}" + clicked + "]}");
    }

    private static int count() {
        return Integer.parseInt(browser.find(".count-line").getText().replaceAll("\\D", ""));
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
