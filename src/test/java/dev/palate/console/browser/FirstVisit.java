package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What somebody does who sees the console for the first time: drops a file, follows the buttons, and looks at recommendations. No
 * call is made but those of the page.
 */
final class FirstVisit {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Browser browser;
    private final String name;

    /** @param name of the screenshots */
    FirstVisit(Browser browser, String name) {
        this.browser = browser;
        this.name = name;
    }

    /** Opens the root of the service, and drops the file on the first screen. */
    void drop(String root, Path file) {
        browser.visit(root);
        browser.find("h1", "Overview");
        browser.find(".file-drop");
        browser.inspect(name + "-1-empty");
        browser.drop("main", file);
        browser.find("h1", file.getFileName().toString());
        browser.find(".verdict h2");
    }

    /** Clicks on what the check suggests, until the file can be imported. */
    void followSuggestion(String label) {
        browser.find(".verdict .button", label).click();
    }

    void importFile() {
        browser.find(".verdict.good");
        browser.inspect(name + "-2-check");
        browser.find(".verdict .button.primary", "Import this file").click();
        awaitText("h1 .badge", "succeeded");
    }

    /** Waits for the training that the service starts by itself, and opens the list of the first user. */
    void seeRecommendations() {
        browser.find(".next-step strong", "A model is being trained");
        browser.save(name + "-3-training");
        awaitText(".next-step strong", "is in service");
        browser.find(".next-step .button.primary", "See recommendations for user")
                .click();
        browser.find("h1", "User");
        browser.find("main .item");
        assertThat(browser.texts("main .item")).isNotEmpty();
        browser.inspect(name + "-4-recommendations");
    }

    /** Waits longer than {@link Browser#find(String, String)}, for an import or a training. */
    private void awaitText(String css, String text) {
        await(text)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> browser.texts(css).stream().anyMatch(shown -> shown.contains(text)));
    }
}
