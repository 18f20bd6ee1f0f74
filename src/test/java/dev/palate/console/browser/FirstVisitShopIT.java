package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The first visit with the event log of an invented shop, whose customers buy either tea or tools. */
@PalateIT
@TestPropertySource(properties = "palate.training-policy.enabled=true")
@Tag("browser")
class FirstVisitShopIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    @TempDir
    private Path folder;

    @LocalServerPort
    private int port;

    @Test
    void droppedFileLeadsToRecommendations() throws IOException {
        FirstVisit visit = new FirstVisit(browser, "first-visit-shop");
        visit.drop("http://localhost:" + port + "/", events());
        visit.followSuggestion("Import as interactions");
        visit.importFile();
        visit.seeRecommendations();

        JsonNode list = new ServiceClient(port, null).get("/users/customer-0/recommendations?k=5&includeRated=true");
        assertThat(list.path("model").asString()).isNotEqualTo("popularity");
        list.path("items")
                .forEach(item -> assertThat(item.path("itemId").asString()).startsWith("tea-"));
    }

    private Path events() throws IOException {
        StringBuilder rows = new StringBuilder("timestamp,visitorid,event,itemid\n");
        Random random = new Random(7);
        long time = 1_769_900_000_000L;
        for (int user = 0; user < 300; user++) {
            for (int item = 0; item < 40; item++) {
                boolean likes = item % 2 == user % 2;
                if (random.nextDouble() < (likes ? 0.5 : 0.05)) {
                    time += 1000;
                    rows.append("%d,customer-%d,%s,%s-%d%n"
                            .formatted(time, user, likes ? "addtocart" : "view", item % 2 == 0 ? "tea" : "tool", item));
                }
            }
        }
        return Files.writeString(folder.resolve("events.csv"), rows);
    }
}
