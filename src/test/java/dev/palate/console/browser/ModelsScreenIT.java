package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.nio.file.Path;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Models, their versions, and the forms of a training and of the training policy, on an open service and finally with a key. */
@PalateIT
@Tag("browser")
@TestMethodOrder(OrderAnnotation.class)
class ModelsScreenIT {

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
    void emptyScreensSayWhatToDo() {
        browser.visit(service().console("#/models"));
        browser.find(".empty h2", "No model has been trained yet");
        assertThat(browser.texts(".empty .button")).containsExactly("Train with defaults", "Choose an algorithm");
        browser.inspect("models-empty");

        browser.visit(service().console("#/models/ease"));
        browser.find(".empty h2", "ease has not been trained yet");
        assertThat(browser.violations()).isEmpty();

        browser.visit(service().console("#/compare"));
        browser.find(".empty h2", "Choose at least two versions");
    }

    @Test
    @Order(2)
    void formShowsProblemsAtTheirFieldsAndTrains() throws Exception {
        ServiceClient service = service();
        service.call("PUT", "/training-policy", "{\"enabled\":false}");
        service.importFilms(folder);
        browser.visit(service.console("#/train"));
        browser.find(".auto-choice h2", "Automatic");
        browser.inspect("train");

        browser.find(".choice-card h3", "vae").click();
        browser.find("input[name=preset]");
        browser.find("label.check", "ranking").click();
        browser.inspect("train-form");

        browser.type("#setting-epochs", "-1");
        browser.type("#order-threshold", "3.5");
        browser.find("details summary").click();
        browser.type("#order-split-testShare", "7");
        browser.permitLog("/models/vae/train - Failed to load resource: the server responded with a status of 400");
        browser.find("form .primary").click();
        browser.find("#setting-epochs-wrong", "must be a whole number from 1 to 10000");
        browser.find("#order-split-testShare-wrong", "must be a number from 0.001 to 0.5");
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("setting-epochs");
        browser.find(".note.bad", "2 fields need another value");
        browser.inspect("train-problem");

        browser.type("#setting-epochs", "5");
        browser.type("#order-split-testShare", "0.2");
        browser.find("form .primary").click();
        browser.find("h1", "vae");
        whenLatestJobHasEnded();
        browser.find("h1 .badge", "succeeded");
        assertThat(service.get("/models/vae/versions/1")
                        .at("/provenance/request/hyperparameters/epochs")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    @Order(3)
    void automaticTrainingShowsItsContenders() {
        browser.visit(service().console("#/train/auto"));
        browser.type("#order-budget-minutes", "0.1");
        assertThat(browser.violations()).isEmpty();
        browser.find("form .primary").click();
        browser.find("h1", "auto");
        whenLatestJobHasEnded();
        browser.find("h1 .badge", "succeeded");
        browser.find(".contenders .badge", "chosen");
        browser.inspect("job-auto");
    }

    @Test
    @Order(4)
    void searchShowsItsSpace() {
        browser.visit(service().console("#/train/dae?mode=tune"));
        browser.find("h1", "Search settings for dae");
        browser.find("td", "100 or 200 or 400");
        browser.inspect("train-search");
        browser.find(".modes button", "Train").click();
        browser.find("h1", "Train dae");
        browser.find("#setting-layerSizes");
    }

    @Test
    @Order(5)
    void listShowsScoresAndPinsTheDefaultModel() {
        ServiceClient service = service();
        service.trained("ease", "{\"promote\":\"always\"}");
        service.trained("vae", "{\"hyperparameters\":{\"epochs\":25,\"latentSize\":50},\"promote\":\"always\"}");
        service.trained("vae", "{\"hyperparameters\":{\"epochs\":20,\"latentSize\":20},\"promote\":\"never\"}");
        browser.visit(service.console("#/models"));
        browser.find("td a.row-link", "ease");
        browser.inspect("models");

        browser.choose("#default-model", "ease");
        browser.find(".badge", "pinned");
        assertThat(service.get("/models/default").path("algorithm").asString()).isEqualTo("ease");
        browser.choose("#default-model", "");
        await().untilAsserted(() -> assertThat(
                        service.get("/models/default").path("pinned").asBoolean())
                .isFalse());
    }

    @Test
    @Order(6)
    void versionsAreComparedByOneProtocol() {
        ServiceClient service = service();
        service.trained("vae", "{\"preset\":\"notebook\",\"promote\":\"never\"}");
        browser.visit(service.console("#/models/vae"));
        browser.find("td a.row-link", "version 4");
        browser.find("input[aria-label='Compare version 2']").click();
        browser.find("input[aria-label='Compare version 3']").click();
        browser.find("button", "Compare 2 versions").click();
        browser.find("h1", "Compare versions");
        browser.choose("#add", "ease:1");
        browser.choose("#add", "vae:4");
        browser.find(".chosen li", "vae 4");
        browser.find("line-chart canvas");
        assertThat(browser.texts(".figures thead th")).contains("vae 2", "vae 3", "ease 1", "popularity");
        browser.find(".figures .metric", "Recall@100").click();
        browser.find(".charted", "Recall@100");
        browser.inspect("compare");

        browser.choose("#protocol", "reconstruction");
        browser.find(".note.warn", "vae 2 and vae 3 and ease 1 were not measured by reconstruction");
        assertThat(browser.texts(".figures thead th")).doesNotContain("vae 2");
    }

    @Test
    @Order(7)
    void versionIsActivatedWithAReasonAndAnotherOneDeleted() {
        ServiceClient service = service();
        browser.visit(service.console("#/models/vae/3"));
        browser.find("h1", "vae version 3");
        browser.find("metric-figures .intervals .name");
        browser.find(".settings td");
        browser.inspect("version");

        browser.find(".actions button", "Activate").click();
        browser.type("#confirm-text", "A smaller model is fast enough");
        assertThat(browser.violations()).isEmpty();
        browser.find("dialog button", "Activate").click();
        browser.find("h1 .badge", "in service");
        assertThat(service.get("/models/vae/activations").at("/items/0/reason").asString())
                .isEqualTo("A smaller model is fast enough");

        browser.visit(service.console("#/models/vae/2"));
        browser.find(".actions button", "Roll back to it").click();
        browser.find("dialog button", "Roll back").click();
        browser.find("h1 .badge", "in service");

        browser.visit(service.console("#/models/vae/3"));
        browser.find(".actions button", "Delete").click();
        browser.find("dialog button", "Delete the version").click();
        browser.find("td.reason", "A smaller model is fast enough");
        browser.find(".badge", "rollback");
        assertThat(browser.texts("td a.row-link")).doesNotContain("version 3");
        browser.gone(".toast");
        browser.inspect("model");
    }

    @Test
    @Order(8)
    void policyIsChanged() {
        ServiceClient service = service();
        browser.visit(service.console("#/policy"));
        browser.find("h1 .badge", "off");
        browser.inspect("policy");

        browser.find("label.check", "The service trains by itself").click();
        browser.choose("#order-recurrence", "other");
        browser.type("#order-every", "sometimes");
        browser.permitLog("/training-policy - Failed to load resource: the server responded with a status of 400");
        browser.find("form .primary").click();
        browser.find("#order-every-wrong", "must be");
        browser.type("#order-every", "P2D");
        browser.type("#order-whenChanged", "12.5");
        browser.find("form .primary").click();
        browser.find("h1 .badge", "on");
        assertThat(service.get("/training-policy").path("every").asString()).isEqualTo("P2D");
        assertThat(service.get("/training-policy").path("whenChanged").asDouble())
                .isEqualTo(0.125);
        service.call("PUT", "/training-policy", "{\"enabled\":false}");
    }

    /** From here on the service has keys. */
    @Test
    @Order(9)
    void readerSeesNothingThatChanges() {
        issuer.issue("Admin", Role.ADMIN, null);
        String reader = issuer.issue("Reader", Role.READ, null).reveal();
        browser.permitLog("/caller - Failed to load resource: the server responded with a status of 401");
        browser.visit(service().console("#/models"));
        browser.type("#key", reader);
        browser.find("button.primary").click();
        browser.find("td a.row-link", "ease").click();
        browser.find("h1", "ease");
        browser.find("td a.row-link", "version 1").click();
        browser.find("h1", "ease version 1");
        assertThat(browser.texts(".page-head .actions > *")).allMatch(text -> text.equals("Checkpoint"));
        browser.driver().executeScript("location.hash = '#/train/ease'");
        browser.find(".empty h2", "This key may not train");
        browser.driver().executeScript("location.hash = '#/policy'");
        browser.find("p", "needs a key with the role train");
        assertThat(browser.find("#order-minimumInteractions").isEnabled()).isFalse();
    }

    private void whenLatestJobHasEnded() {
        String id = service().get("/training-jobs").at("/items/0/id").asString();
        service().whenEnded("/training-jobs/" + id);
    }

    private ServiceClient service() {
        return new ServiceClient(port, null);
    }
}
