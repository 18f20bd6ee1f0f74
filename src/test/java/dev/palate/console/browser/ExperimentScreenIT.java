package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.experiment.Experiments;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An experiment from its start to its deletion: the form, the report, and the end. */
@PalateIT
@Tag("browser")
@TestMethodOrder(OrderAnnotation.class)
class ExperimentScreenIT {

    private static final int DAYS = 14;

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path folder;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Experiments experiments;

    @LocalServerPort
    private int port;

    @Test
    @Order(1)
    void startsFromAFormThatShowsProblemsAtItsFields() throws Exception {
        ServiceClient service = service();
        service.call("PUT", "/training-policy", "{\"enabled\":false}");
        service.importFilms(folder);
        service.trained("ease", "{\"promote\":\"always\"}");
        service.trained("autorec", "{\"hyperparameters\":{\"epochs\":3},\"promote\":\"never\"}");
        service.call("PUT", "/scenarios/calm", "{\"diversity\":0.3}");
        open("experiments", ".empty h2", "No experiment is running");
        browser.find(".page-head .button", "Start an experiment").click();
        browser.type("#experiment-name", "home");
        browser.type("#arm-1-name", "control");
        browser.find("experiment-form button", "Add an arm").click();
        browser.type("#arm-2-name", "calmer");
        browser.choose("#arm-2-list", "scenario:calm");
        assertThat(value("#arm-2-share")).isEqualTo("33.4");
        browser.type("#arm-2-share", "20");
        browser.find("experiment-form .hint", "The sum of the shares is 86.6%");
        browser.permitLog("/experiments/home - Failed to load resource: the server responded with a status of 400");
        browser.find("experiment-form .primary").click();
        browser.find("experiment-form .wrong", "must be distinct");
        browser.find("experiment-form .wrong", "must have shares whose sum is 1");
        browser.inspect("experiment-form");
        below("experiment-form-below", ".arm-list");
        browser.find("button[aria-label='Remove arm 3']").click();
        browser.type("#arm-1-name", "autorec");
        browser.choose("#arm-1-list", "model:autorec:1");
        browser.find("experiment-form .primary").click();
        browser.find("h1", "home");
        browser.find(".conclusion", "Nothing can be concluded yet");
        browser.find("pre", "recommendations?experiment=home");
        browser.inspect("experiment-new");
        assertThat(service.get("/experiments/home").at("/arms/1/version").asInt())
                .isEqualTo(1);
    }

    @Test
    @Order(2)
    void saysWhatMayBeConcluded() {
        partitions();
        events("home", 2, 39);
        open("experiments/home", ".conclusion.good", "autorec has");
        assertThat(browser.texts(".arm-figures .first b")).containsExactly("control", "autorec");
        assertThat(browser.texts(".job-progress")).singleElement().asString().startsWith("5,600 users\nof about");
        browser.find(".facts dd", "fits the shares");
        browser.find(".lift-chart .name", "autorec");
        assertThat(browser.driver().findElements(By.cssSelector("line-chart tbody tr")))
                .hasSize(DAYS);
        browser.inspect("experiment");
        below("experiment-below", ".arm-figures");
        jdbc.sql("delete from recommendation_events where day = (now() at time zone 'UTC')::date")
                .update();
        browser.find(".page-head .button", "Refresh").click();
        browser.find(".job-progress", "5,200 users");
    }

    @Test
    @Order(3)
    void comparesSeveralArmsWithTheControl() {
        service().call("PUT", "/experiments/cart", """
                {"arms": [{"name": "control", "share": 0.4}, {"name": "autorec", "share": 0.3, "model": "autorec"},
                  {"name": "calmer", "share": 0.3, "scenario": "calm"}], "metric": "hit-rate", "minimumLift": 0.1}""");
        events("cart", 3, 30);
        open("experiments", "td a.row-link", "cart");
        browser.inspect("experiments-list");
        browser.find("td a.row-link", "cart").click();
        browser.find(".conclusion.bad", "Nothing may be concluded");
        browser.find(".facts dd", "broken");
        browser.find(".tabs button", "calmer").click();
        browser.find(".legend li", "lift of calmer");
        browser.inspect("experiment-broken");
    }

    @Test
    @Order(4)
    void endsWithAWinnerAndIsDeleted() {
        open("experiments/home", "h1 .badge", "running");
        browser.find(".page-head .danger", "End the experiment").click();
        browser.choose("#winner", "autorec");
        browser.type("#reason", "More clicks per list");
        browser.inspect("experiment-end");
        browser.find("experiment-end .danger").click();
        browser.find("h1 .badge", "ended");
        browser.find(".note", "all users get autorec. Reason: More clicks per list");
        browser.inspect("experiment-ended");
        browser.find(".page-head .danger", "Delete").click();
        browser.find("dialog .danger", "Delete it").click();
        browser.find(".experiments .row-link", "cart");
        assertThat(browser.texts(".experiments .row-link")).containsExactly("cart");
    }

    /** The same number of users in each arm, with one list each; 30 % of the control click, and more of the others. */
    private void events(String experiment, int arms, int clicking) {
        int id = experiments.get(experiment).id();
        jdbc.sql("""
                        update experiments set started_at = started_at - interval '%d days' where id = %d;
                        update experiment_revision set revision = revision + 1;
                        insert into recommendation_events
                            (day, recommendation, item_id, type, user_id, model, version, occurred_at, experiment, experiment_arm)
                        select d.day, md5(%2$d || '-' || d.day || '-' || u)::uuid, 1, t, d.n * 1000 + u, 'ease', 1, now(), %2$d, u %% %3$d
                        from (select n, (now() at time zone 'UTC')::date - n as day from generate_series(0, %1$d - 1) n) d,
                            generate_series(0, 399) u, unnest(array['shown', 'clicked']) t
                        where t = 'shown' or ('x' || left(md5(d.n || '-' || u), 7))::bit(28)::integer %% 100 < case when u %% %3$d = 0 then 30 else %4$d end
                        """.formatted(DAYS, id, arms, clicking)).update();
        experiments.refresh();
    }

    /** Events of these days can be stored. */
    private void partitions() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (LocalDate day = today.minusDays(DAYS - 1); day.isBefore(today.minusDays(1)); day = day.plusDays(1)) {
            jdbc.sql("""
                            create table if not exists recommendation_events_%s
                            partition of recommendation_events for values from ('%s') to ('%s')""".formatted(DateTimeFormatter.BASIC_ISO_DATE.format(day), day, day.plusDays(1)))
                    .update();
        }
    }

    /** Saves what the window shows after scrolling to an element, on a phone and on a desk. */
    private static void below(String name, String css) {
        for (int width : new int[] {390, 1280}) {
            browser.size(width);
            browser.driver().executeScript("document.querySelector(arguments[0]).scrollIntoView()", css);
            browser.save(name + "-" + width + "-light");
        }
    }

    private static String value(String css) {
        return browser.find(css).getDomProperty("value");
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
