package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The types of interactions, and the interactions of one user. */
@PalateIT
@Tag("browser")
class InteractionsScreenIT {

    private static final String EVENTS = """
            [{"userId":"anna/1","itemId":"tea-1","type":"view","time":"2026-01-01T08:00:00Z"},
             {"userId":"anna/1","itemId":"tea-1","type":"view","time":"2026-01-02T08:00:00Z"},
             {"userId":"anna/1","itemId":"tea-2","type":"play","time":"2026-01-02T09:00:00Z","value":7}]""";

    @RegisterExtension
    static final Browser browser = new Browser();

    @LocalServerPort
    private int port;

    @Test
    void typeIsDefinedUsedAndDeletedWithItsInteractions() {
        ServiceClient service = new ServiceClient(port, null);
        browser.visit(service.console("#/interactions"));
        browser.find("td b", "purchase");
        browser.inspect("interactions");

        browser.find(".page-head .button", "New type").click();
        browser.type("#type-name", "play");
        browser.choose("#type-meaning", "scale");
        browser.choose("#type-scale", "log");
        browser.type("#type-from", "1");
        browser.type("#type-to", "many");
        browser.type("#type-least", "2");
        browser.type("#type-most", "5");
        browser.type("#type-halfLife", "90");
        browser.choose("#type-excludes", "time");
        browser.type("#type-excludedFor", "14");
        browser.permitLog(
                "/interaction-types/play - Failed to load resource: the server responded with a status of 400");
        browser.find("form .button.primary").click();
        browser.find(".note.bad", "countsAs.to must be a number");
        browser.inspect("interaction-type");
        browser.type("#type-to", "100");
        browser.find("form .button.primary").click();
        browser.find("td", "rating 2 to 5, of values 1 to 100, logarithmic");
        browser.find("td", "90 days");
        assertThat(service.get("/interaction-types/play").path("excludes").asString())
                .isEqualTo("P14D");

        service.call("POST", "/interactions?createItems=true", EVENTS);
        browser.type("#user", "anna/1");
        browser.find(".look-up button").click();
        browser.find("td a.row-link", "tea-2");
        browser.inspect("interactions-of-user");

        browser.permitLog(
                "/interaction-types/play - Failed to load resource: the server responded with a status of 409");
        browser.find("button[aria-label='Delete play']").click();
        browser.find("dialog .danger", "Delete the type").click();
        browser.find("dialog .danger", "Erase them with the type").click();
        browser.find(".toast", "The type play was deleted.");
        assertThat(service.get("/users/anna%2F1/interactions").path("total").asInt())
                .isEqualTo(1);
    }
}
