package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From an open service to one with keys. */
@PalateIT
@Tag("browser")
class KeysScreenIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    @LocalServerPort
    private int port;

    @Test
    void firstKeyClosesTheServiceAndThisTabGoesOn() {
        browser.visit(new ServiceClient(port, null).console("#/keys"));
        browser.find(".empty h2", "There are no keys");
        browser.find(".note", "The first key is an admin key");
        browser.inspect("keys-empty");

        create("Anna's laptop");
        String admin = shownKey();
        browser.find(".account", "Anna's laptop");
        browser.inspect("key-created");
        browser.find(".secret .button", "Copy").click();
        browser.find(".new-key .hint", "Copied.");
        browser.find(".secret .button", "Done").click();
        browser.gone(".new-key");

        browser.choose("#key-role", "read");
        browser.choose("#key-days", "30");
        create("Nightly report");
        String reader = shownKey();
        ServiceClient service = new ServiceClient(port, admin);
        assertThat(new ServiceClient(port, reader).get("/caller").path("role").asString())
                .isEqualTo("read");
        assertThat(service.get("/api-keys")
                        .path("items")
                        .path(0)
                        .path("expiresAt")
                        .isNull())
                .isFalse();
        browser.find(".secret .button", "Done").click();
        browser.inspect("keys");

        browser.find("button[aria-label='Revoke Nightly report']").click();
        browser.inspect("key-revoke");
        browser.find("dialog .danger").click();
        browser.find(".toast", "Nightly report was revoked");
        browser.find("td .badge", "revoked");
        lastAdminKeyIsNotRevokedByMistake();
    }

    /** The service refuses it, and the console asks again. */
    private static void lastAdminKeyIsNotRevokedByMistake() {
        browser.permitLog("/api-keys/.* - Failed to load resource: the server responded with a status of 409");
        browser.find("button[aria-label=\"Revoke Anna's laptop\"]").click();
        browser.find("dialog .danger", "Revoke the key").click();
        browser.find("dialog h2", "Revoke the last admin key?");
        browser.find("dialog .button:not(.danger)").click();
        browser.find(".note.bad", "This is the last usable admin key");
        browser.find("td .badge", "usable");
    }

    private static void create(String name) {
        browser.type("#key-name", name);
        browser.find(".key-form .button.primary").click();
        browser.find("#new-key", name);
    }

    private static String shownKey() {
        return (String) browser.driver().executeScript("return document.querySelector('.secret input').value");
    }
}
