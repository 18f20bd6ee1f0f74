package dev.palate.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.PalateIT;
import dev.palate.security.IssuedKey;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the profile {@code tracing} sends to an OTLP receiver, byte by byte, and what it adds to the metrics. */
@PalateIT
@ActiveProfiles("tracing")
class TracingIT {

    private static final Pattern EXEMPLAR =
            Pattern.compile("(?m)^palate_recommendations_seconds_bucket\\{.*} \\d+ # \\{.*trace_id=\"([0-9a-f]{32})\"");

    private static final OtlpReceiver RECEIVER = OtlpReceiver.start();

    @Autowired
    private SdkTracerProvider tracing;

    @Autowired
    private KeyIssuer issuer;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void everySpanGoesToTheReceiver(DynamicPropertyRegistry registry) {
        registry.add("management.tracing.sampling.probability", () -> "1");
        registry.add("management.opentelemetry.tracing.export.otlp.endpoint", RECEIVER::address);
    }

    @AfterAll
    static void stopReceiver() {
        RECEIVER.stop();
    }

    @Test
    void sendsRequestsTrainingsAndImportsWithoutIdsAndShowsTracesOnBuckets() throws Exception {
        LittleLoad load = new LittleLoad("http://127.0.0.1:" + port);
        load.everyKindOnce();
        IssuedKey key = issuer.issue("operator", Role.ADMIN, null);
        load.with(key.reveal()).requests();

        await().untilAsserted(() -> assertThat(sent())
                .contains("http get /users/{userId}/recommendations", "import run", "training run", "autorec"));
        assertThat(sent()).doesNotContain(LittleLoad.MARK, "nobody", key.reveal(), "127.0.0.1:" + port);
        assertThat(sent()).contains(tracesOnBuckets(key.reveal()));
    }

    private String sent() {
        assertThat(tracing.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
        return RECEIVER.received();
    }

    /** As they stand in a span: 16 bytes each. */
    private List<String> tracesOnBuckets(String key) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .header("X-API-Key", key)
                .build();
        String metrics = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        List<String> traces = EXEMPLAR.matcher(metrics)
                .results()
                .map(found -> new String(HexFormat.of().parseHex(found.group(1)), StandardCharsets.ISO_8859_1))
                .toList();
        assertThat(traces).isNotEmpty();
        return traces;
    }
}
