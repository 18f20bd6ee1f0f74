package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Signing in to a service with keys. */
@PalateIT
@Tag("browser")
class SignInIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    private static String admin;

    @LocalServerPort
    private int port;

    @Autowired
    private KeyIssuer issuer;

    @BeforeEach
    void createKey() {
        if (admin == null) {
            admin = issuer.issue("Anna's laptop", Role.ADMIN, null).reveal();
        }
        browser.permitLog("/caller - Failed to load resource: the server responded with a status of 401");
    }

    @Test
    void asksForAKeyAndForgetsItOnRequest() {
        browser.visit(console("#/jobs"));
        browser.find("h1", "Sign in");
        browser.inspect("sign-in");
        browser.type("#key", "palate_wrong");
        browser.find("button.primary").click();
        browser.find(".wrong", "key");
        assertThat(storedKey()).isNull();

        browser.type("#key", admin);
        browser.find("button.primary").click();
        browser.find("h1", "Training jobs");
        browser.find(".account", "Anna's laptop");
        browser.find(".account", "admin");
        assertThat(storedKey()).isEqualTo(admin);

        browser.visit("about:blank");
        browser.visit(console("#/jobs"));
        browser.find("h1", "Training jobs");

        browser.find(".account button").click();
        browser.find("h1", "Sign in");
        assertThat(storedKey()).isNull();
    }

    @Test
    void showsOnlyWhatTheRolePermits() {
        String reader = issuer.issue("Reader", Role.READ, null).reveal();
        browser.visit(console("#/jobs"));
        browser.type("#key", reader);
        browser.find("button.primary").click();
        browser.find("h1", "Training jobs");
        assertThat(browser.texts("main .actions a")).isEmpty();
        assertThat(browser.texts(".navigation a")).doesNotContain("Keys");
    }

    /** Only the key that was sent with the request is forgotten. */
    @Test
    void endsTheSessionWhenTheKeyIsRevoked() {
        var key = issuer.issue("Short", Role.READ, null);
        browser.permitLog("401");
        browser.visit(console("#/jobs"));
        browser.type("#key", key.reveal());
        browser.find("button.primary").click();
        browser.find("h1", "Training jobs");
        issuer.revoke(key.key().id(), false);
        browser.find("h1", "Sign in");
    }

    private String console(String fragment) {
        return new ServiceClient(port, admin).console(fragment);
    }

    private static Object storedKey() {
        return browser.driver().executeScript("return sessionStorage.getItem('palate.key')");
    }
}
