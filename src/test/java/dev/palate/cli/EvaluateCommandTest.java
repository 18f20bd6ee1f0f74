package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.MovieLens100K;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class EvaluateCommandTest {

    @TempDir
    private Path directory;

    private final CommandRun command = new CommandRun();

    @Test
    void printsTheReportAsJson() throws IOException {
        JsonNode report = evaluate("--data", ratings(), "--algorithms", "ease,popularity", "--k", "5,2");
        assertThat(report.get("protocol").asString()).isEqualTo("strong-generalization");
        assertThat(report.get("k").size()).isEqualTo(2);
        JsonNode ease = report.get("results").get(0);
        assertThat(ease.get("algorithm").asString()).isEqualTo("ease");
        assertThat(ease.has("version")).isTrue();
        JsonNode ndcg = ease.get("metrics").get("ndcg@5");
        assertThat(ndcg.get("low").asDouble())
                .isLessThanOrEqualTo(ndcg.get("mean").asDouble());
        assertThat(ndcg.get("high").asDouble())
                .isGreaterThanOrEqualTo(ndcg.get("mean").asDouble());
        // Two groups of users that share no item: all that is held out lies in the user's own group.
        assertThat(ndcg.get("mean").asDouble())
                .isGreaterThan(report.get("results")
                        .get(1)
                        .get("metrics")
                        .get("ndcg@5")
                        .get("mean")
                        .asDouble());
    }

    @Test
    void choosesAModelAndShowsAllContendersOnValidationAndTest() throws IOException {
        JsonNode report =
                evaluate("--data", ratings(), "--algorithm", "auto", "--budget-minutes", "0.05", "--threads", "1");
        JsonNode contenders = report.get("selection").get("contenders");
        List<String> names = new ArrayList<>();
        List<String> chosen = new ArrayList<>();
        for (JsonNode contender : contenders) {
            names.add(contender.get("algorithm").asString());
            if (contender.get("chosen").asBoolean()) {
                chosen.add(contender.get("algorithm").asString());
            }
        }
        assertThat(names).startsWith("popularity", "item-knn", "ease", "dae", "vae");
        assertThat(chosen).hasSize(1).doesNotContain("popularity");
        JsonNode test = report.get("protocols").get(0);
        assertThat(test.get("trainUsers").asInt()).isEqualTo(54);
        assertThat(test.get("results").get(0).get("algorithm").asString()).isEqualTo("popularity");
        assertThat(test.get("results").get(1).get("metrics").has("recall@20")).isTrue();
    }

    @Test
    void printsTheContendersAsATable() throws IOException {
        assertThat(run("evaluate", "--data", ratings(), "--algorithms", "auto", "--budget-minutes", "0.05"))
                .isZero();
        assertThat(command.out())
                .startsWith("Contenders on 6 validation users, chosen by ndcg@100 within 0.05 minutes")
                .contains("  popularity", "\n* ", "the highest ndcg@100", "Protocol strong-generalization");
        assertThat(command.err()).contains(": chosen, ndcg@100 ");
    }

    @Test
    void printsATableThatNamesProtocolAndNote() throws IOException {
        assertThat(run("evaluate", "--data", ratings(), "--algorithms", "popularity", "--threads", "1"))
                .isZero();
        assertThat(command.out())
                .startsWith("Protocol strong-generalization, seed 1, threshold 4.0: 48 users for training")
                .contains("ndcg@100")
                .contains("to users who were not trained on");
    }

    @Test
    void ranksEverythingButTrainAndValidationOnASplitOfOnesOwn() throws IOException {
        // Item 1 has 3 train users, item 2 two, item 3 one, item 4 none; user a has 1 and, from validation, 2.
        String train = write("train", "a 1 1\nb 1 1\nc 1 1\nb 2 1\nc 2 1\nd 3 1\n");
        String validation = write("validation", "a 2 1\n");
        String test = write("test", "a 3 1\nd 1 1\nnew 2 1\n");
        JsonNode report = evaluate(
                "--train",
                train,
                "--validation",
                validation,
                "--test",
                test,
                "--algorithms",
                "popularity",
                "--k",
                "1,2");
        assertThat(report.get("protocol").asString()).isEqualTo("weak-generalization");
        assertThat(report.get("testUsers").asInt()).isEqualTo(3);
        // a: item 3 is the first left. d: item 1 is the first. new, without a train row: item 2 is the second.
        JsonNode metrics = report.get("results").get(0).get("metrics");
        assertThat(metrics.get("recall@1").get("mean").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(metrics.get("mrr").get("mean").asDouble()).isCloseTo(2.5 / 3, within(1e-12));
    }

    @Test
    void leavesTheLatestRatingOut() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 6; user++) {
            for (int item = 0; item < 6; item++) {
                lines.add(user + "," + item + ",1," + item);
            }
        }
        JsonNode report = evaluate(
                "--data",
                write("timed", String.join("\n", lines)),
                "--algorithms",
                "popularity",
                "--protocol",
                "chronological");
        assertThat(report.get("testUsers").asInt()).isEqualTo(6);
        // Of six items five are folded in: the sixth is the only candidate.
        assertThat(report.get("results")
                        .get(0)
                        .get("metrics")
                        .get("hr@10")
                        .get("mean")
                        .asDouble())
                .isEqualTo(1);
    }

    @Test
    void setsHyperparametersOfOneOrOfAll() throws IOException {
        JsonNode report = evaluate(
                "--data",
                ratings(),
                "--algorithms",
                "ease,item-knn,popularity",
                "--threshold",
                "3",
                "--set",
                "ease.lambda=7",
                "--set",
                "hyper.shrinkage=2");
        JsonNode results = report.get("results");
        assertThat(results.get(0).get("hyperparameters").get("lambda").asDouble())
                .isEqualTo(7);
        assertThat(results.get(1).get("hyperparameters").get("shrinkage").asDouble())
                .isEqualTo(2);
        assertThat(results.get(2).get("hyperparameters").get("threshold").asDouble())
                .isEqualTo(3);
    }

    @Test
    void tunesOnTheValidationUsers() throws IOException {
        JsonNode report = evaluate("--data", ratings(), "--algorithms", "ease", "--tune", "--tune-trials", "4");
        assertThat(command.err()).containsPattern("ease: rung 2, \\{threshold=4.0,.* lambda=200.0.*}: \\d");
        assertThat(report.get("results")
                        .get(0)
                        .get("hyperparameters")
                        .get("lambda")
                        .asDouble())
                .isBetween(1.0, 10_000.0);
    }

    @Test
    void refitsOnTrainingAndValidationUsersTogether() throws IOException {
        String[] arguments = {
            "--data", ratings(), "--algorithms", "ease,dae", "--set", "dae.layerSizes=4", "--set", "dae.epochs=3"
        };
        JsonNode once = evaluate(arguments);
        command.forget();
        List<String> refit = new ArrayList<>(List.of(arguments));
        refit.add("--refit");
        JsonNode again = evaluate(refit.toArray(String[]::new));
        assertThat(once.get("trainUsers").asInt()).isEqualTo(48);
        assertThat(again.get("trainUsers").asInt()).isEqualTo(54);
        assertThat(again.get("testUsers")).isEqualTo(once.get("testUsers"));
        JsonNode dae = again.get("results").get(1).get("hyperparameters");
        assertThat(dae.get("epochs").asInt()).isBetween(1, 3);
        assertThat(dae.get("patience").asInt()).isZero();
    }

    @Test
    void answersTheSameForTheSameSeed() throws IOException {
        String[] arguments = {"--data", ratings(), "--algorithms", "item-knn", "--seed", "3", "--threads", "2"};
        JsonNode first = evaluate(arguments).get("results").get(0).get("metrics");
        command.forget();
        assertThat(evaluate(arguments).get("results").get(0).get("metrics")).isEqualTo(first);
    }

    @Test
    void onlyItsOwnWordsKeepTheServiceFromStarting() {
        assertThat(PalateCommand.isMeant("evaluate", "--data", "x")).isTrue();
        assertThat(PalateCommand.isMeant("--spring.profiles.active=demo")).isFalse();
        assertThat(PalateCommand.isMeant()).isFalse();
    }

    /** 55% more NDCG@100 than popularity's is what the issue asks of tuned EASE over five splits; here one, untuned. */
    @Test
    void easeBeatsPopularityByFarOnMovieLens() {
        JsonNode results = evaluate(
                        "--data", MovieLens100K.directory().toString(), "--algorithms", "ease,popularity", "--k", "100")
                .get("results");
        double ease = results.get(0).get("metrics").get("ndcg@100").get("mean").asDouble();
        double popularity =
                results.get(1).get("metrics").get("ndcg@100").get("mean").asDouble();
        assertThat(ease).isGreaterThan(1.55 * popularity).isCloseTo(0.4543, within(0.002));
    }

    @Test
    void predictsRatingsOfASplitOfOnesOwn() {
        Path movieLens = MovieLens100K.directory();
        JsonNode results = evaluate(
                        "--train",
                        movieLens.resolve("u1.base").toString(),
                        "--test",
                        movieLens.resolve("u1.test").toString(),
                        "--protocol",
                        "rating-prediction",
                        "--algorithms",
                        "autorec",
                        "--set",
                        "autorec.epochs=3",
                        "--refit")
                .get("results");
        double autorec = results.get(0).get("metrics").get("rmse").get("mean").asDouble();
        // Three epochs do not go far; the means of users and items have .9587.
        assertThat(results.get(0).get("hyperparameters").get("epochs").asInt()).isBetween(1, 3);
        assertThat(autorec).isBetween(0.9, 1.0);
        assertThat(results.get(1).get("metrics").get("rmse").get("mean").asDouble())
                .isCloseTo(0.9587, within(5e-5));
    }

    private JsonNode evaluate(String... options) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--json"));
        arguments.addAll(List.of(options));
        assertThat(run(arguments.toArray(String[]::new))).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }

    private int run(String... arguments) {
        return command.run(arguments);
    }

    private String ratings() throws IOException {
        return CommandRun.ratings(directory);
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }
}
