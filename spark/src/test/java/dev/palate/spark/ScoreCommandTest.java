package dev.palate.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.ease.Ease;
import dev.palate.core.ease.EaseHyperparameters;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingSetup;
import dev.palate.spark.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {

    private static final TestRatings RATINGS = TestRatings.generate(20, 30, 4);

    @TempDir
    private static Path folder;

    private static Path csv;

    @BeforeAll
    static void train() throws IOException {
        csv = RATINGS.csv(folder);
        try (var model = new Ease()
                .train(TrainingSetup.of(
                        RATINGS.matrix(), new EaseHyperparameters(LikedRatings.atLeast(4), 10, 0, 0, 20), 1, 2))) {
            ModelFile.write(
                    folder.resolve("model.palate"),
                    TestOrders.of("ease", "\"neighbours\": 20"),
                    new ModelFile.Data(
                            RATINGS.items(),
                            RATINGS.matrix().columnCounts(),
                            RATINGS.matrix().size(),
                            20,
                            Instant.EPOCH),
                    new ModelFile.Conditions(1, 1, 1, 1),
                    model);
        }
    }

    @Test
    void writesListsOfTheLengthAndInTheFormatThatAreAskedFor() throws IOException {
        Path lists = folder.resolve("lists");
        score("--csv", csv.toString(), "--output", lists.toString(), "--format", "ndjson", "--k", "4");
        List<Row> rows = Cluster.SESSION.read().json(lists.toString()).collectAsList();
        assertThat(rows)
                .hasSize(20)
                .allSatisfy(row ->
                        assertThat(row.<Row>getList(row.fieldIndex("items"))).hasSize(4));
        assertThat(Cluster.temporary("palate-model-")).isNotEmpty();
    }

    @Test
    void withoutUsersThereAreNoLists() throws IOException {
        Path none = Files.writeString(folder.resolve("none.csv"), "userId,itemId,rating\n");
        Path lists = folder.resolve("no-lists");
        score("--csv", none.toString(), "--output", lists.toString());
        assertThat(Cluster.SESSION.read().parquet(lists.toString()).count()).isZero();
        assertThat(Cluster.SESSION.read().parquet(lists.toString()).columns())
                .containsExactly("userId", "fallback", "items");
    }

    @Test
    void refusesOptionsBeforeAnythingIsRead() {
        assertThatThrownBy(() -> score("--csv", "nowhere.csv", "--output", "x", "--format", "csv"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--format is 'csv'; expected parquet or ndjson");
        assertThatThrownBy(() -> score("--csv", "nowhere.csv"))
                .hasMessage("expected one of --output-table, --output, but there are 0 of them");
        assertThatThrownBy(() -> score("--csv", "nowhere.csv", "--output", "x", "--k", "0"))
                .hasMessage("--k is 0; expected at least 1");
        assertThatThrownBy(() -> score("--source", "odbc", "--output", "x"))
                .hasMessage("--source is 'odbc'; expected jdbc");
    }

    @Test
    void refusesAFileThatIsNoModel() {
        Path lists = folder.resolve("lists-of-no-model");
        assertThatThrownBy(
                        () -> score("--model", csv.toString(), "--csv", csv.toString(), "--output", lists.toString()))
                .hasStackTraceContaining("cannot be read: ");
        assertThat(lists.resolve("_SUCCESS")).doesNotExist();
    }

    private static void score(String... options) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("--model", folder.resolve("model.palate").toString()));
        all.addAll(List.of(options));
        new ScoreCommand(Cluster.SESSION, 2, Options.read(all), TestOrders.SILENT).run();
    }
}
