package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A scenario from its first definition to its deletion, and what a reader sees of it. */
@PalateIT
@Tag("browser")
@TestMethodOrder(OrderAnnotation.class)
class ScenarioScreensIT {

    private static final String HOME = "/scenarios/home";

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private KeyIssuer issuer;

    @Test
    @Order(1)
    void scenarioIsCreatedWithAPreview() throws Exception {
        ServiceClient service = service();
        service.call("PUT", "/training-policy", "{\"enabled\":false}");
        open("scenarios", ".empty h2", "There are no scenarios yet");
        browser.inspect("scenarios-empty");
        service.importFilms(folder);
        service.trained("ease", "{\"promote\":\"always\"}");

        browser.find(".empty .button", "New scenario").click();
        browser.find("#scenario-name").sendKeys("home", Keys.ENTER);
        browser.find("h1", "home");
        browser.find(".list h2", "Without rules");
        browser.type("#expression-filter", "item.year >= 2000");
        browser.find("expression-field [role=status]", "items");
        JsonNode fifth = service.get("/users/1/recommendations?filter=item.year%3E%3D2000")
                .at("/items/4");
        pin(fifth.path("title").asString());
        browser.find(".two-lists > :last-child .pinned");
        browser.type("#order-k", "12");
        browser.type("#reason", "First version");
        browser.inspect("scenario-new");
        browser.find("form .primary").click();
        browser.find("h1 .badge", "version 1");
        JsonNode stored = service.get(HOME);
        assertThat(stored.path("reason").asString()).isEqualTo("First version");
        assertThat(stored.at("/definition/filter").asString()).isEqualTo("item.year >= 2000");
        assertThat(stored.at("/definition/k").asInt()).isEqualTo(12);
        assertThat(stored.at("/definition/pins/0/rank").asInt()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void wrongExpressionIsMarkedAndTheListsStay() {
        open("scenarios/home", ".list h2", "After");
        browser.permitLog("Failed to load resource: the server responded with a status of 400");
        browser.type("#expression-filter", "!(item.id in user.attributes.disliked)");
        browser.find("expression-field [role=status]", "depends on the user");
        browser.type("#expression-boost", "item.yeer > 2000 ? 2.0 : 1.0");
        browser.find(".fault mark", "item.yeer");
        browser.find("scenario-preview .note", "last definition that was right");
        assertThat(browser.texts(".list h2")).containsExactly("Before", "After");
        browser.type(".rank-field", "0" + Keys.TAB);
        browser.inspect("scenario-wrong");
        browser.find("form .primary").click();
        browser.find("form .note.bad");
        assertThat(service().get(HOME).path("version").asInt()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void changeIsComparedSavedAndRolledBack() {
        open("scenarios/home", ".list h2", "After");
        browser.type("#expression-boost", "item.year >= 2015 ? 4.0 : 1.0");
        browser.type("#expression-filter", "item.year >= 1990");
        browser.find(".two-lists > :last-child .badge", "new");
        browser.type("#reason", "Newer films first");
        browser.driver().executeScript("document.activeElement.blur(); scrollTo(0, 0)");
        browser.inspect("scenario");
        browser.find("form .primary").click();
        browser.find("h1 .badge", "version 2");
        browser.find(".versions td", "filter, boost");
        browser.find("button[aria-label='Roll back to version 1']").click();
        browser.find("#confirm-text").sendKeys("Too strong");
        browser.find("dialog .primary").click();
        browser.find("h1 .badge", "version 3");
        browser.find(".versions td", "Too strong");
        browser.until("the form follows", () -> value("#expression-filter").equals("item.year >= 2000"));
        browser.driver().executeScript("document.querySelector('.versions').scrollIntoView({block: 'center'})");
        browser.inspect("scenario-versions");
        assertThat(service().get(HOME).at("/definition/boost").isMissingNode()).isTrue();
    }

    @Test
    @Order(4)
    void emptyListSaysWhy() {
        open("scenarios/home", ".list h2", "After");
        browser.type("#expression-filter", "item.year > 3000");
        browser.find(".two-lists > :last-child .loading", "filter");
        browser.find("expression-field [role=status]", "0 items");
        browser.inspect("scenario-list-empty");
        browser.find(".button", "Discard the changes").click();
        browser.until("the filter is back", () -> value("#expression-filter").equals("item.year >= 2000"));
    }

    @Test
    @Order(5)
    void changeOfSomebodyElseIsNotReplacedUnasked() {
        open("scenarios/home", ".list h2", "After");
        service().call("PUT", HOME + "?reason=Shorter", "{\"k\":5}");
        browser.type("#reason", "Longer");
        browser.type("#order-k", "20" + Keys.TAB);
        browser.find("form .primary").click();
        browser.find("dialog .muted", "Shorter");
        browser.find("dialog .button:not(.danger)").click();
        assertThat(service().get(HOME).at("/definition/k").asInt()).isEqualTo(5);
        open("scenarios", "td a.row-link", "home");
        browser.inspect("scenarios");
    }

    @Test
    @Order(6)
    void deletedScenarioComesBackWithARollback() {
        open("scenarios/home", "h1", "home");
        browser.find(".page-head .danger").click();
        browser.find("dialog .danger").click();
        browser.find(".empty h2", "There are no scenarios yet");
        open("scenarios/home", ".empty h2", "No such scenario");
        browser.find("button[aria-label='Roll back to version 3']").click();
        browser.find("dialog .primary").click();
        browser.find(".list h2", "After");
        assertThat(service().get(HOME).at("/definition/k").asInt()).isEqualTo(12);
    }

    /** The last test: from the first key on, the service is not open any more. */
    @Test
    @Order(7)
    void readerSeesAScenarioAndChangesNothing() {
        issuer.issue("Admin", Role.ADMIN, null);
        String reader = issuer.issue("Reader", Role.READ, null).reveal();
        browser.permitLog("/caller - Failed to load resource: the server responded with a status of 401");
        browser.visit(service().console("#/scenarios/home"));
        browser.type("#key", reader);
        browser.find("button.primary").click();
        browser.find("form .muted", "Changing a scenario needs a key");
        browser.find(".list h2", "After");
        browser.inspect("scenario-reader");
        assertThat(browser.find("#expression-filter").isEnabled()).isFalse();
        assertThat(List.of("form .primary", ".page-head .danger", "#pin-search", ".versions .button"))
                .allSatisfy(css -> assertThat(browser.texts(css)).isEmpty());
    }

    private static void pin(String title) {
        browser.type("#pin-search", title);
        browser.find(".found .button").click();
        browser.find(".pins .rank-field");
    }

    private static String value(String css) {
        return (String) browser.driver().executeScript("return arguments[0].value", browser.find(css));
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
