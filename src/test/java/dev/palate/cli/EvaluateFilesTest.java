package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What {@code evaluate} reads and writes apart from its figures: published splits, models and the HTML report. */
class EvaluateFilesTest {

    @TempDir
    private Path directory;

    private final CommandRun command = new CommandRun();

    /** Item 1 has 3 training users, item 2 two, item 3 one; user a has 1 and, from validation, 2. Item 9 is only in the test. */
    @Test
    void readsPublishedSplitsInEveryForm() throws IOException {
        List<String[]> forms = List.of(
                new String[] {"a 1 1\nb 1 1\nc 1 1\nb 2 1\nc 2 1\nd 3 1\n", "a 2 1\n", "a 3 1\nd 1 1\nd 9 1\nnew 2 1\n"
                },
                new String[] {"a 1\nb 1 2\nc 1 2\nd 3\nnew\n", "a 2\nb\n", "a 3\nd 1 9\nnew 2\n"},
                new String[] {"a\t1\nb\t1\nc\t1\nb\t2\nc\t2\nd\t3\n", "a\t2\n", "a\t3\nd\t1\nd\t9\nnew\t2\n"},
                new String[] {
                    inter("a 1 5 10", "b 1 4 11", "c 1 3 12", "b 2 2 13", "c 2 1 14", "d 3 5 15"),
                    inter("a 2 5 16"),
                    inter("a 3 5 17", "d 1 5 18", "d 9 5 18", "new 2 5 19")
                },
                new String[] {
                    "user_id:token\titem_id:token\na\t1\nb\t1\nc\t1\nb\t2\nc\t2\nd\t3\n",
                    "user_id:token\titem_id:token\na\t2\n",
                    "user_id:token\titem_id:token\na\t3\nd\t1\nd\t9\nnew\t2\n"
                });
        for (String[] form : forms) {
            String suffix = form[0].contains(":") ? ".inter" : ".txt";
            JsonNode report = evaluate(
                    "--train",
                    write("train" + suffix, form[0]),
                    "--validation",
                    write("validation" + suffix, form[1]),
                    "--test",
                    write("test" + suffix, form[2]),
                    "--algorithms",
                    "popularity",
                    "--k",
                    "1,2");
            assertThat(report.get("testUsers").asInt()).as(form[0]).isEqualTo(3);
            assertThat(report.get("threshold").asDouble()).isZero();
            assertThat(report.get("note").asString()).contains("1 items with 25.00 % of the test are in no other file");
            JsonNode metrics = report.get("results").get(0).get("metrics");
            // a: item 3 is the first left. d: item 1 is the first of two. new, without a train row: item 2 is the
            // second.
            assertThat(command.out()).contains("Test users who are in no other file: 1;");
            assertThat(metrics.get("recall@1").get("mean").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
            assertThat(metrics.get("recall@2").get("mean").asDouble()).isCloseTo(2.5 / 3, within(1e-12));
        }
    }

    private static String inter(String... rows) {
        return "user_id:token\titem_id:token\trating:float\ttimestamp:float\n"
                + String.join("\n", rows).replace(' ', '\t') + "\n";
    }

    @Test
    void filesWithoutValuesAreImplicitData() throws IOException {
        JsonNode report = evaluate(
                "--data", write("pairs.csv", "user,item\n" + pairs(',')), "--algorithms", "item-knn", "--k", "5");
        assertThat(report.get("threshold").asDouble()).isZero();
        assertThat(report.get("results")
                        .get(0)
                        .get("metrics")
                        .get("ndcg@5")
                        .get("mean")
                        .asDouble())
                .isGreaterThan(0.3);
    }

    private String pairs(char separator) throws IOException {
        return Files.readString(Path.of(CommandRun.ratings(directory)))
                .replaceAll("(?m)\t5$", "")
                .replace('\t', separator);
    }

    @Test
    void saysWhichFilesOrLinesDoNotFit() throws IOException {
        String lists = write("lists", "1 5 6 7 8 9\n2 5\n3 6 7\n");
        String ratings = write("ratings.txt", "1 1 5\n1 2 4\n2 1 3\n");
        assertThat(run("evaluate", "--train", lists, "--test", ratings, "--algorithms", "popularity"))
                .isEqualTo(1);
        assertThat(command.err()).contains("all files of a split must have the same form");
        String twice = write("twice", "1 5 6 7 8 9\n2 5\n1 6 7\n");
        assertThat(run("evaluate", "--train", twice, "--test", lists, "--algorithms", "popularity"))
                .isEqualTo(1);
        assertThat(command.err())
                .contains("twice, line 3: user '1' has a second line, but a file of 'user item item ...'");
        String broken = write("broken", "1 5 6 7 8 9\n2 5\n3 6,7\n");
        assertThat(run("evaluate", "--train", broken, "--test", lists, "--algorithms", "popularity"))
                .isEqualTo(1);
        assertThat(command.err()).contains("broken, line 3: expected 'user item item ...', found '6,...'");
    }

    @Test
    void readsLinesOfSeveralMegabytes() throws IOException {
        StringBuilder train = new StringBuilder("0");
        for (int item = 0; item < 400_000; item++) {
            train.append(' ').append(item);
        }
        train.append("\n1 1 2 3 4 5 6\n2 3 4\n3\n");
        assertThat(train.length()).isGreaterThan(2 << 20);
        JsonNode report = evaluate(
                "--train",
                write("train", train.toString()),
                "--test",
                write("test", "1 7\n2 8 9\n3 400001\n"),
                "--algorithms",
                "popularity",
                "--k",
                "5");
        assertThat(report.get("trainUsers").asInt()).isEqualTo(4);
        assertThat(report.get("testUsers").asInt()).isEqualTo(3);
        assertThat(report.get("note").asString()).contains("1 items with 25.00 % of the test");
    }

    /** Published splits, such as those of LightGCN, often are a training and a test file. */
    @Test
    void withoutValidationATenthOfTheTrainingFileIsDrawn() throws IOException {
        StringBuilder train = new StringBuilder();
        StringBuilder test = new StringBuilder();
        for (int user = 0; user < 60; user++) {
            train.append(user);
            for (int item = 0; item < 6; item++) {
                train.append(' ').append((user % 3) * 10 + (user + item) % 9);
            }
            train.append('\n');
            test.append(user)
                    .append(' ')
                    .append((user % 3) * 10 + (user + 6) % 9)
                    .append('\n');
        }
        String[] files = {"--train", write("train", train.toString()), "--test", write("test", test.toString())};
        JsonNode auto = evaluate(Stream.concat(
                        Stream.of(files), Stream.of("--algorithms", "auto", "--budget-minutes", "0.05", "--k", "5"))
                .toArray(String[]::new));
        assertThat(auto.get("selection").get("validationUsers").asInt()).isEqualTo(60);
        assertThat(auto.get("protocols").get(0).get("note").asString())
                .contains("The validation is a random tenth of each user's training ratings")
                .doesNotContain("in no other file");

        // EASE is trained on the whole training file, as it is if the file is divided into any two parts.
        JsonNode drawn = evaluate(Stream.concat(Stream.of(files), Stream.of("--algorithms", "ease", "--k", "5"))
                .toArray(String[]::new));
        List<String> lines = train.toString().lines().toList();
        JsonNode given = evaluate(
                "--train",
                write("first", String.join("\n", lines.subList(0, 40)) + "\n"),
                "--validation",
                write("second", String.join("\n", lines.subList(40, 60)) + "\n"),
                "--test",
                files[3],
                "--refit",
                "--algorithms",
                "ease",
                "--k",
                "5");
        assertThat(drawn.get("results").get(0).get("metrics").get("ndcg@5"))
                .isEqualTo(given.get("results").get(0).get("metrics").get("ndcg@5"));
    }

    @Test
    void aSavedModelMeasuresTheSameAgain() throws IOException {
        String model = directory.resolve("best.model").toString();
        String data = CommandRun.ratings(directory);
        JsonNode first = evaluate(
                "--data",
                data,
                "--algorithms",
                "popularity,dae,ease",
                "--set",
                "dae.layerSizes=4",
                "--set",
                "dae.epochs=3",
                "--save",
                model,
                "--seed",
                "2");
        assertThat(command.err()).contains("the model of ease is in ");
        command.forget();
        JsonNode loaded = evaluate("--data", data, "--load", model, "--seed", "2");
        assertThat(loaded.get("results").size()).isEqualTo(1);
        JsonNode result = loaded.get("results").get(0);
        assertThat(result.get("algorithm").asString()).isEqualTo("ease of best.model");
        assertThat(result.get("metrics")).isEqualTo(first.get("results").get(2).get("metrics"));
        assertThat(result.get("hyperparameters"))
                .isEqualTo(first.get("results").get(2).get("hyperparameters"));
    }

    @Test
    void measuresASavedModelOnOtherItems() throws IOException {
        String model = directory.resolve("ease.model").toString();
        String data = CommandRun.ratings(directory);
        JsonNode first = evaluate("--data", data, "--algorithms", "ease", "--save", model);
        String more = write("more", Files.readString(Path.of(data)) + "\n0\tother\t1\n");
        command.forget();
        JsonNode loaded = evaluate("--data", more, "--load", model);
        assertThat(loaded.get("results").get(0).get("metrics").get("ndcg@10"))
                .isEqualTo(first.get("results").get(0).get("metrics").get("ndcg@10"));
        assertThat(run("evaluate", "--data", data, "--load", data)).isEqualTo(1);
        assertThat(command.err()).contains("cannot be read: not a Palate checkpoint");
    }

    @Test
    void savesTheChosenModelOfAnAutomaticChoice() throws IOException {
        String model = directory.resolve("auto.model").toString();
        JsonNode report = evaluate(
                "--data",
                CommandRun.ratings(directory),
                "--algorithms",
                "auto",
                "--tune-minutes",
                "0.05",
                "--threads",
                "1",
                "--save",
                model);
        command.forget();
        JsonNode loaded = evaluate("--data", CommandRun.ratings(directory), "--load", model);
        List<JsonNode> same = new ArrayList<>();
        report.get("protocols").get(0).get("results").forEach(result -> {
            if (result.get("metrics").equals(loaded.get("results").get(0).get("metrics"))) {
                same.add(result);
            }
        });
        assertThat(same).isNotEmpty();
    }

    @Test
    void comparesOverSeveralSeeds() throws IOException {
        String data = CommandRun.ratings(directory);
        JsonNode report = evaluate("--data", data, "--algorithms", "popularity,ease", "--seeds", "1-3", "--k", "5");
        assertThat(report.get("reports").size()).isEqualTo(3);
        double sum = 0;
        for (JsonNode one : report.get("reports")) {
            sum += one.get("results")
                    .get(1)
                    .get("metrics")
                    .get("ndcg@5")
                    .get("mean")
                    .asDouble();
        }
        assertThat(report.get("metrics").get("ease").get("ndcg@5").get("mean").asDouble())
                .isCloseTo(sum / 3, within(1e-9));
        JsonNode paired = report.get("significance").get(0);
        assertThat(paired.get("metric").asString()).isEqualTo("ndcg@5");
        assertThat(paired.get("model").asString()).isEqualTo("popularity");
        assertThat(paired.get("reference").asString()).isEqualTo("ease");
        assertThat(paired.get("significant").asBoolean()).isTrue();
        command.forget();
        assertThat(run("evaluate", "--data", data, "--algorithms", "popularity,ease", "--seeds", "1,2"))
                .isZero();
        assertThat(command.out())
                .contains("Protocol strong-generalization, 2 seeds", "seed 1", "seed 2", "mean of users [95% interval]")
                .contains("The users of all seeds are pooled: 12.", "Paired differences", "significant");
    }

    @Test
    void writesOneHtmlFileThatLoadsNothing() throws IOException {
        Path html = directory.resolve("report.html");
        String data = write("<b>&\"x\"", Files.readString(Path.of(CommandRun.ratings(directory))));
        evaluate(
                "--data",
                data,
                "--algorithms",
                "popularity,dae",
                "--set",
                "dae.layerSizes=4",
                "--set",
                "dae.epochs=4",
                "--html",
                html.toString());
        String page = Files.readString(html);
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .endsWith("</html>\n")
                .contains("prefers-color-scheme: dark", "role=\"img\"", "<title id=\"chart1-title\">", "chart7-desc")
                .contains("Are the differences significant?", "By the activity of users", "By the popularity of items")
                .contains("Coverage and accuracy", "ndcg@100 of the validation users by epoch", "processors")
                .contains("&lt;b&gt;&amp;&quot;x&quot;")
                .doesNotContain(
                        "<b>&", "http:", "https:", "src=", "href=", "url(", "@import", "<script", "NaN", "Infinity");
    }

    @Test
    void saysWhatIsWrongWithTheOptions() throws IOException {
        String data = CommandRun.ratings(directory);
        assertThat(run("evaluate", "--data", data)).isEqualTo(2);
        assertThat(command.err()).contains("give --algorithms, --load or both");
        assertThat(run("evaluate", "--data", data, "--algorithms", "ease", "--seeds", "5-1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--seeds '5-1': expected at most 100 different seeds");
        assertThat(run("evaluate", "--data", data, "--algorithms", "ease", "--seeds", "1-2", "--save", "x"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--save needs a single --seed");
        String nowhere = directory.resolve("none").resolve("file").toString();
        for (String option : List.of("--save", "--html")) {
            assertThat(run("evaluate", "--data", data, "--algorithms", "ease", option, nowhere))
                    .isEqualTo(2);
            assertThat(command.err()).contains(option + " " + nowhere + ": a file in an existing folder");
            assertThat(run("evaluate", "--data", data, "--algorithms", "ease", option, directory.toString()))
                    .isEqualTo(2);
        }
        assertThat(run(
                        "evaluate",
                        "--train",
                        write("pairs", "1 5\n2 5\n3 6\n4 6\n"),
                        "--test",
                        write("others", "1 6\n2 6\n3 5\n4 5\n"),
                        "--algorithms",
                        "ease,popularity",
                        "--save",
                        "x"))
                .isEqualTo(1);
        assertThat(command.err()).contains("--save chooses among several algorithms by validation data");
        assertThat(run(
                        "evaluate",
                        "--data",
                        data,
                        "--algorithms",
                        "ease",
                        "--protocol",
                        "reconstruction",
                        "--save",
                        "x"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--protocol reconstruction trains on all ratings and keeps no model");
        assertThat(run(
                        "evaluate",
                        "--data",
                        data,
                        "--algorithms",
                        "auto",
                        "--tune-minutes",
                        "1",
                        "--budget-minutes",
                        "1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("for auto --tune-minutes is --budget-minutes");
    }

    private JsonNode evaluate(String... options) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--json"));
        arguments.addAll(List.of(options));
        command.forget();
        assertThat(run(arguments.toArray(String[]::new))).as(command.err()).isZero();
        return new ObjectMapper().readTree(command.out());
    }

    private int run(String... arguments) {
        return command.run(arguments);
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }
}
