package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.palate.spark.model.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    private static final TestRatings RATINGS = TestRatings.generate(60, 30, 4);
    private static final String VAE =
            "\"latentSize\": 4, \"hiddenSizes\": [], \"epochs\": 3, \"patience\": 0, \"batchSize\": 1";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private Path csv;

    @BeforeEach
    void write() throws IOException {
        csv = RATINGS.csv(folder);
    }

    @Test
    void continuesInAsManyPartitionsAndAtTheMomentThatItBeganWith() throws IOException {
        order("vae", VAE);
        assertThatThrownBy(() -> train(new Failing(text), 2, "--state", state()))
                .hasMessage("the driver is killed");
        JsonNode begun = json(Files.readString(folder.resolve("state/beginning.json")));
        assertThat(begun.path("partitions").asInt()).isEqualTo(2);

        // One of the two executors has not come back.
        train(out(), 1, "--state", state());

        assertThat(lines()).contains("the training continues after epoch 1").doesNotContain("beginning");
        assertThat(manifest().path("data").path("cutoff")).isEqualTo(begun.path("at"));
    }

    @Test
    void beginsAtThisMomentWithOtherRatings() throws IOException {
        order("vae", VAE);
        assertThatThrownBy(() -> train(new Failing(text), 2, "--state", state()))
                .hasMessage("the driver is killed");
        String begun = Files.readString(folder.resolve("state/beginning.json"));
        Files.writeString(csv, Files.readString(csv).replaceFirst(",[0-9.]+,", ",0.5,"));

        train(out(), 2, "--state", state());

        assertThat(lines())
                .contains("the ratings have changed since the training began")
                .contains("the training starts from the beginning");
        assertThat(cutoff()).isAfter(Instant.parse(json(begun).path("at").asText()));
    }

    /** The folder of another order, or of a driver of an earlier version that was killed while it wrote the file. */
    @Test
    void beginsAtThisMomentWithAnotherOrder() throws IOException {
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/at"), "");
        new Beginning("another", Instant.EPOCH, 1, "data").write(folder.resolve("state"));
        Instant before = Instant.now();
        order("vae", VAE);
        train(out(), 1, "--state", state());
        assertThat(cutoff()).isAfterOrEqualTo(before.minusMillis(1));
    }

    @Test
    void withoutAFolderOfItsOwnTheStateIsInThatOfSpark() throws IOException {
        order("vae", VAE);
        List<Path> states = new ArrayList<>();
        PrintStream watching = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                states.addAll(Cluster.temporary("palate-state-"));
            }
        };
        train(watching, 1);
        assertThat(states).isNotEmpty().allSatisfy(state -> assertThat(state).doesNotExist());
    }

    @Test
    void trainsEaseOfFewUsersOnManyCores() throws IOException {
        List<String> lines = Files.readAllLines(csv);
        Files.write(
                csv,
                lines.stream()
                        .filter(line -> line.matches("(userId|u[0-4]),.*"))
                        .toList());
        order("ease", "\"neighbours\": 5, \"weights\": \"sparse\"");
        train(out(), 7);
        assertThat(manifest().path("algorithm").asText()).isEqualTo("ease");
        assertThat(manifest().path("data").path("userCount").asInt()).isEqualTo(5);
        assertThat(lines()).contains("\"phase\":\"loading\"", "\"phase\":\"training\"", "\"phase\":\"writing\"");
    }

    @Test
    void needsAnOrderThatCanBeRead() throws IOException {
        assertThatThrownBy(() -> new TrainCommand(
                                Cluster.SESSION, 1, Options.read(List.of("--output", "m")), TestOrders.SILENT)
                        .run())
                .hasMessage("the option --order is missing");
        Files.writeString(folder.resolve("order.json"), "{");
        assertThatThrownBy(() -> train(out(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the order is not JSON: ");
        assertThat(folder.resolve("model.palate")).doesNotExist();
    }

    /** Fails when the first epoch is reported. */
    private static final class Failing extends PrintStream {

        Failing(ByteArrayOutputStream text) {
            super(text, true, StandardCharsets.UTF_8);
        }

        @Override
        public void println(String line) {
            super.println(line);
            if (line.contains("\"loss\"")) {
                throw new IllegalStateException("the driver is killed");
            }
        }
    }

    private void order(String algorithm, String hyperparameters) throws IOException {
        Path written = Files.writeString(
                folder.resolve("order.json.part"),
                TestOrders.of(algorithm, hyperparameters).json().toString());
        Files.move(written, folder.resolve("order.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private PrintStream out() {
        text.reset();
        return new PrintStream(text, true, StandardCharsets.UTF_8);
    }

    private void train(PrintStream out, int slots, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--order", folder.resolve("order.json").toString(),
                "--csv", csv.toString(),
                "--output", folder.resolve("model.palate").toString()));
        arguments.addAll(List.of(more));
        new TrainCommand(Cluster.SESSION, slots, Options.read(arguments), new Progress(out)).run();
    }

    private String state() {
        return folder.resolve("state").toString();
    }

    private String lines() {
        return text.toString(StandardCharsets.UTF_8);
    }

    private JsonNode manifest() throws IOException {
        return json(ModelFile.open(folder.resolve("model.palate")).text("palate.manifest"));
    }

    private Instant cutoff() throws IOException {
        return Instant.parse(manifest().path("data").path("cutoff").asText());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
