package dev.palate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The demo on a machine that cannot download MovieLens. */
@PalateIT
@ActiveProfiles("demo")
@TestPropertySource(
        properties = {
            "palate.movielens.dir=",
            "palate.movielens.url=http://127.0.0.1:1/ml-100k.zip",
            "palate.movielens.cache=target/demo-it"
        })
@ExtendWith(OutputCaptureExtension.class)
class DemoIT {

    @Autowired
    private RestTestClient client;

    @Test
    void printsTheNotebooksLastSectionForSyntheticRatings(CapturedOutput output) {
        await().atMost(Duration.ofMinutes(3)).until(() -> output.getOut().contains("/console/#/users/1?models="));
        assertThat(output.getOut())
                .containsOnlyOnce("the demo uses synthetic films and ratings instead")
                .contains("600 users, 800 items")
                .contains("autorec, version 1, epoch by epoch")
                .contains("vae, version 1, epoch by epoch")
                .contains("Best rated by user 1")
                .contains("Genre counts")
                .containsOnlyOnce("How good they are: for users who were not trained on, NDCG@100 is ")
                .containsOnlyOnce("The result: what vae recommends to user 1")
                .containsOnlyOnce("/console/#/users/1?models=vae:2,autorec:1,vae:1");
        assertThat(output.getOut().indexOf("vae, version 2"))
                .isGreaterThan(output.getOut().indexOf("The result"));
        client.get()
                .uri("/models/default")
                .exchange()
                .expectBody()
                .jsonPath("$.algorithm")
                .isEqualTo("vae")
                .jsonPath("$.version")
                .isEqualTo(2);
        client.get()
                .uri("/users/1/recommendations?model=vae&k=3")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(3);
    }
}
