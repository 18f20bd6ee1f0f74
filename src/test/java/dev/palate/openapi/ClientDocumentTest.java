package dev.palate.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the clients are generated from is complete and readable. {@link GeneratedClientIT} compares it with the service. */
class ClientDocumentTest {

    private final JsonMapper json = new JsonMapper();
    private final JsonNode api = json.readTree(ClientBuild.DOCUMENT);

    @Test
    void clientsHaveTheVersionsOfTheService() throws IOException {
        String service = Files.readString(Path.of("pom.xml"));
        String client = Files.readString(Path.of("clients/java/pom.xml"));
        String version = first("<artifactId>palate</artifactId>\\s+<version>(.+?)</version>", service);

        assertThat(first("<artifactId>palate-client</artifactId>\\s+<version>(.+?)</version>", client))
                .isEqualTo(version);
        assertThat(json.readTree(Path.of("clients/typescript/package.json"))
                        .path("version")
                        .asString())
                .isEqualTo(version);
        String generator = "<openapi-generator.version>(.+?)</openapi-generator.version>";
        assertThat(first(generator, client)).isEqualTo(first(generator, service));
    }

    @Test
    void operationsHaveReadableNames() {
        List<String> names = api.path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(operation -> operation.path("operationId").asString())
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z][A-Za-z]*"))
                .contains("recommend", "recordEvents", "listItems", "putScenario", "trainVae", "exportRatingsCsv");
    }

    @Test
    void documentIsComplete() {
        assertThat(api.at("/info/title").asString()).isEqualTo("Palate");
        assertThat(api.at("/info/version").asString()).matches("\\d+\\.\\d+.*");
        assertThat(api.at("/components/securitySchemes").propertyNames()).containsExactlyInAnyOrder("apiKey", "bearer");
        assertThat(api.at("/security")).hasSize(2);
        api.path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .forEach(operation -> assertThat(operation.path("responses").propertyNames())
                        .contains("401", "403", "429", "500", "503"));
        JsonNode rate = api.at("/components/schemas/VaeHyperparameters/properties/learningRate");
        assertThat(rate.path("type").asString()).isEqualTo("number");
        assertThat(rate.path("maximum").isNumber()).isTrue();
        assertThat(api.at("/components/schemas/VaeTrainingRequest/properties/preset/enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains("ranking");
        assertThat(api.at("/components/schemas/TrainingJob/properties/hyperparameters/additionalProperties")
                        .asBoolean())
                .isTrue();
        JsonNode epoch = api.at("/components/schemas/EpochFigures");
        assertThat(epoch.path("properties").has("metrics"))
                .as("metrics are not nested")
                .isFalse();
        assertThat(epoch.at("/additionalProperties/type").asString()).isEqualTo("number");
        assertThat(epoch.path("required").valueStream().map(JsonNode::asString)).contains("epoch", "trainLoss");
        assertThat(api.at("/components/schemas/TrainingJobSummary/properties").propertyNames())
                .contains("latest", "curve")
                .doesNotContain("epochs");
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
