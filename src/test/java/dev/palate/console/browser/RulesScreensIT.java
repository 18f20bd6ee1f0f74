package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The attributes of items and users, and the filter of the catalogue. */
@PalateIT
@Tag("browser")
class RulesScreensIT {

    private static final String LAMP = "/items/lamp";

    @RegisterExtension
    static final Browser browser = new Browser();

    private static boolean filled;

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @BeforeEach
    void fill() throws Exception {
        if (!filled) {
            filled = true;
            ServiceClient service = service();
            service.call("PUT", "/training-policy", "{\"enabled\":false}");
            service.importFilms(folder);
        }
        service().call("PUT", LAMP, """
                {"title": "The Reading Lamp", "year": 2024, "categories": ["Light", "Home, garden"], "description": "Warm light for long evenings.",
                 "attributes": {"price": 49.9, "stock": 3, "brand": "Acme", "dimmable": true, "colours": ["red", "blue"]},
                 "availableFrom": "2026-06-01T08:00:00.123456Z"}""");
    }

    @Test
    void changedItemKeepsWhatTheFormDoesNotChange() {
        JsonNode before = service().get(LAMP);
        open("catalogue/lamp", ".pairs dt", "price");
        browser.find(".description", "Warm light");
        browser.inspect("item-attributes");
        edit();
        browser.type("#item-title", "The Bright Lamp");
        browser.find("item-form .primary").click();
        browser.find("h1", "The Bright Lamp");
        JsonNode after = service().get(LAMP);
        assertThat(after.path("title").asString()).isEqualTo("The Bright Lamp");
        for (String field :
                new String[] {"attributes", "description", "availableFrom", "availableUntil", "categories"}) {
            assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
        }
    }

    @Test
    void attributesOfAnItemAreAddedChangedAndRemoved() {
        open("catalogue/lamp", ".pairs dt", "price");
        edit();
        browser.type("[aria-label='Value of price']", "thirty");
        browser.find("item-form .primary").click();
        browser.find("attribute-editor .wrong", "price must be a number");
        browser.type("[aria-label='Value of price']", "30,5");
        remove("stock");
        browser.find("attribute-editor .add").click();
        browser.type("[aria-label='Name of attribute 5']", "1st");
        browser.type("[aria-label='Value of 1st']", "x");
        browser.permitLog("/items/lamp - Failed to load resource: the server responded with a status of 400");
        browser.find("item-form .primary").click();
        browser.find("attribute-editor .wrong", "must have a name of 1 to 64 letters");
        browser.inspect("item-form");
        browser.type("[aria-label='Name of 1st']", "new_brand");
        browser.find("item-form .primary").click();
        browser.gone("item-form");
        JsonNode attributes = service().get(LAMP).path("attributes");
        assertThat(attributes.toString())
                .isEqualTo(
                        "{\"brand\":\"Acme\",\"colours\":[\"red\",\"blue\"],\"dimmable\":true,\"new_brand\":\"x\",\"price\":30.5}");
    }

    @Test
    void timesOfAnItemAreCheckedAtTheirFields() {
        open("catalogue/lamp", ".pairs dt", "available from");
        edit();
        setTime("#item-availableUntil", "2026-05-01T00:00");
        browser.permitLog("/items/lamp - Failed to load resource: the server responded with a status of 400");
        browser.find("item-form .primary").click();
        browser.find("#item-availableUntil-wrong", "must be later than availableFrom");
        setTime("#item-availableUntil", "2026-07-01T00:00");
        browser.find("item-form .primary").click();
        browser.find("h1 .badge", "no longer available");
        assertThat(service().get(LAMP).path("availableFrom").asString()).isEqualTo("2026-06-01T08:00:00.123456Z");
    }

    @Test
    void catalogueIsFilteredByAnExpression() {
        open("catalogue", ".count-line", "801 items");
        browser.type("#expression-filter", "item.attributes.price < 50");
        browser.find(".count-line", "1 item matches");
        browser.find("td a.row-link", "The Reading Lamp");
        browser.permitLog("Failed to load resource: the server responded with a status of 400");
        browser.type("#expression-filter", "item.titel == \"x\"");
        browser.find(".fault mark", "item.titel");
        browser.find(".fault code", "item.titel == \"x\"");
        assertThat(browser.texts("td a.row-link")).containsExactly("The Reading Lamp");
        browser.find("expression-field summary").click();
        browser.find(".expression .facet");
        assertThat(browser.texts(".expression .facet"))
                .contains("item.attributes.brand == \"Acme\"", "item.year >= 1988");
        browser.inspect("catalogue-filter");
        browser.type("#expression-filter", "item.year >= 2000");
        browser.until(
                "the fault is gone",
                () -> browser.driver().findElements(By.cssSelector(".fault")).isEmpty());
        int filtered = count();
        browser.find(".expression .facet", "in item.categories").click();
        browser.until("fewer items", () -> count() < filtered);
        assertThat(value("#expression-filter")).startsWith("item.year >= 2000 && ");
    }

    @Test
    void attributesOfAUserAreShownAndChanged() {
        service().call("PUT", "/users/1", "{\"attributes\": {\"budget\": 60, \"likes\": [\"Drama\", \"Comedy\"]}}");
        open("users/1", "user-attributes dt", "budget");
        browser.find("user-attributes .button", "Change").click();
        browser.find("attribute-editor .add").click();
        browser.type("[aria-label='Name of attribute 3']", "vip");
        browser.choose("[aria-label='Type of vip']", "boolean");
        showWhole("user-attributes");
        browser.inspect("user-attributes");
        browser.find("user-attributes .primary").click();
        browser.find("user-attributes dt", "vip");
        assertThat(service().get("/users/1").path("attributes").toString())
                .isEqualTo("{\"budget\":60,\"likes\":[\"Drama\",\"Comedy\"],\"vip\":true}");
    }

    private static void edit() {
        browser.find(".page-head .button", "Change").click();
        browser.find("#item-title");
    }

    private static void remove(String attribute) {
        browser.driver().findElements(By.cssSelector("attribute-editor .plain")).stream()
                .filter(button -> button.getAttribute("textContent").contains("Remove " + attribute))
                .findFirst()
                .orElseThrow()
                .click();
    }

    /** What is typed into such a field depends on the language of the browser. */
    private static void setTime(String css, String time) {
        browser.driver().executeScript("arguments[0].value = arguments[1]", browser.find(css), time);
    }

    private static void showWhole(String css) {
        WebElement element = browser.find(css);
        browser.driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
    }

    private static String value(String css) {
        return (String) browser.driver().executeScript("return arguments[0].value", browser.find(css));
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
