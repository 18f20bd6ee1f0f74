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
import org.springframework.boot.test.web.server.LocalServerPort;

/** The list of training jobs and the page of one, on an open service. */
@PalateIT
@Tag("browser")
@TestMethodOrder(OrderAnnotation.class)
class JobsScreenIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Test
    @Order(1)
    void emptyListSaysWhatToDo() {
        browser.visit(service().console("#/jobs"));
        browser.find(".empty h2", "Nothing has been trained yet");
        browser.find(".account", "No key needed");
        assertThat(browser.texts(".empty .button")).containsExactly("Choose a model", "Import ratings");
        browser.inspect("jobs-empty");
    }

    @Test
    @Order(2)
    void runningJobIsFollowedUntilItsEnd() throws Exception {
        ServiceClient service = service();
        service.call("PUT", "/training-policy", "{\"enabled\":false}");
        service.importFilms(folder);
        browser.visit(service.console("#/jobs"));
        browser.find(".empty");
        String id = service.train("autorec", "{\"hyperparameters\":{\"epochs\":60,\"patience\":0}}");
        browser.find("td a.row-link", "autorec").click();
        browser.find("h1", "autorec");
        browser.find(".job-progress strong", "Epoch");
        browser.find("line-chart canvas");
        browser.save("job-live-1280-light");
        browser.find("h1 .badge", "succeeded");
        browser.gone(".job-progress");
        assertThat(service.get("/training-jobs/" + id).path("epochs")).hasSize(60);
        assertThat(browser.driver()
                        .executeScript(
                                "return document.querySelector('line-chart tbody tr:last-child th').textContent"))
                .isEqualTo("60");
        browser.inspect("job");
    }

    @Test
    @Order(3)
    void listShowsJobsAndChangesByItself() {
        ServiceClient service = service();
        service.trained("ease", "{}");
        browser.visit(service.console("#/jobs"));
        browser.find("td a.row-link", "ease");
        service.trained("vae", "{\"preset\":\"ranking\",\"hyperparameters\":{\"epochs\":20}}");
        browser.find("td a.row-link", "vae");
        browser.find("tr:first-child .badge", "succeeded");
        browser.inspect("jobs");
    }

    @Test
    @Order(4)
    void searchShowsItsTrainings() {
        ServiceClient service = service();
        String id = service.call(
                        "POST",
                        "/models/autorec/tune",
                        "{\"hyperparameters\":{\"epochs\":9},\"budget\":{\"trials\":8}}")
                .path("id")
                .asString();
        service.whenEnded("/training-jobs/" + id);
        browser.visit(service.console("#/jobs/" + id));
        browser.find(".coordinates path.best");
        browser.inspect("job-search");
    }

    private ServiceClient service() {
        return new ServiceClient(port, null);
    }
}
