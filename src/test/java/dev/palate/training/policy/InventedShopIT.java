package dev.palate.training.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.palate.PalateIT;
import dev.palate.UploadForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** One import into an empty service with the default settings, and nothing else: the service trains by itself. */
@Tag("slow")
@PalateIT
@TestPropertySource(properties = "palate.training-policy.enabled=true")
class InventedShopIT {

    private static final int MEASURED = 400;
    private static final int K = 20;

    private static final Logger log = LoggerFactory.getLogger(InventedShopIT.class);

    @Autowired
    private RestTestClient client;

    @Test
    void findsTwiceAsManyHeldOutPurchasesAsPopularity() {
        InventedShop shop = new InventedShop();
        upload(shop.csv());
        await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> !JsonPath.<List<Object>>read(get("/models"), "$.items[?(@.activeVersion != null)]")
                        .isEmpty());

        int found = 0;
        int popular = 0;
        for (String user : IntStream.range(0, MEASURED).mapToObj(k -> "u" + k).toList()) {
            String list = get("/users/" + user + "/recommendations?k=" + K);
            assertThat(JsonPath.<String>read(list, "$.model")).isNotNull();
            found += hits(shop.heldOut(user), JsonPath.read(list, "$.items[*].itemId"));
            popular += hits(shop.heldOut(user), shop.popular(user, K));
        }
        log.info("Found {} held-out purchases among {}, popularity {}", found, K, popular);

        assertThat(found).isGreaterThanOrEqualTo(2 * popular);
    }

    private static int hits(Set<String> heldOut, List<String> list) {
        return (int) list.stream().filter(heldOut::contains).count();
    }

    private void upload(String csv) {
        client.post()
                .uri("/imports?kind=interactions&unknownItems=create")
                .contentType(MediaType.MULTIPART_FORM_DATA)
                .body(UploadForm.of("events.csv", csv))
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    private String get(String path) {
        return new String(
                client.get().uri(path).exchange().expectBody().returnResult().getResponseBodyContent(),
                StandardCharsets.UTF_8);
    }
}
