package dev.palate.demo;

import dev.palate.core.evaluation.AlgorithmResult;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.model.ModelReader;
import dev.palate.model.version.ModelVersion;
import dev.palate.rating.UnknownUserException;
import dev.palate.recommendation.RecommendationComparison;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.Exploration;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Prints what the notebook prints, how good its models are, and what a better model recommends. */
@Component
@Profile("demo")
class DemoReport {

    private static final String USER = "1";
    private static final int K = 30;
    private static final String METRIC = "ndcg@100";
    private static final String POPULARITY = "popularity";

    private final ModelReader models;
    private final RecommendationComparison comparison;

    DemoReport(ModelReader models, RecommendationComparison comparison) {
        this.models = models;
        this.comparison = comparison;
    }

    /** Prints the figures of each epoch, the tables, user 1's lists with their genre counts, and how good the models are. */
    void printNotebook(List<DemoModel<?>> notebook, PrintStream out) {
        List<ModelVersion> versions =
                notebook.stream().flatMap(model -> version(model).stream()).toList();
        versions.forEach(version -> print(version, out));
        out.printf(
                "%nThe notebook's last section: the models rank all items, including those that user %s has rated.%n",
                USER);
        out.println("The service leaves rated items out unless the request says includeRated=true.");
        out.println();
        printLists(versions, query().withCandidates(CandidateRules.all()), out);
        out.println();
        verdict(versions).ifPresent(out::println);
    }

    /** Prints the list that user 1 should remember. */
    void printRecommendations(DemoModel<?> model, PrintStream out) {
        version(model).ifPresent(version -> {
            out.println();
            strong(version).ifPresent(report -> {
                out.print(EvaluationTable.render(report));
                out.println();
            });
            out.printf("The result: what %s recommends to user %s, who has rated none of it.%n%n", model.name(), USER);
            printLists(List.of(version), query(), out);
        });
    }

    /** Prints the address of the console's page with the lists of the three models. */
    void printConsole(DemoModel<?> ranking, List<DemoModel<?>> notebook, String address, PrintStream out) {
        String lists = Stream.concat(Stream.of(ranking), notebook.stream())
                .flatMap(model -> version(model).stream())
                .map(version -> version.algorithm() + ":" + version.version())
                .collect(Collectors.joining(","));
        out.printf(
                "The console shows the lists of the three models for user %s, and all the rest:%n%s/console/#/users/%s?models=%s%n",
                USER, address, USER, lists);
    }

    private Optional<ModelVersion> version(DemoModel<?> model) {
        return model.version(models).stream()
                .mapToObj(number -> models.version(model.name(), number))
                .findFirst();
    }

    private void printLists(List<ModelVersion> versions, RecommendationQuery query, PrintStream out) {
        List<ModelChoice> choices = versions.stream()
                .map(version -> new ModelChoice(version.algorithm(), version.version(), Exploration.NONE))
                .toList();
        try {
            out.print(NotebookSection.render(USER, comparison.compareModels(USER, choices, query)));
        } catch (UnknownUserException e) {
            out.printf("There is no user %s: these ratings are not the demo's.%n", USER);
        }
    }

    private static RecommendationQuery query() {
        return RecommendationQuery.top(K, ModelChoice.DEFAULT);
    }

    private static void print(ModelVersion version, PrintStream out) {
        out.printf("%n%s, version %d, epoch by epoch%n", version.algorithm(), version.version());
        out.print(EpochTable.render(version.epochs()));
        for (ProtocolReport report : version.evaluation().protocols()) {
            out.println();
            out.print(EvaluationTable.render(report));
        }
    }

    /** One sentence that compares the models with popularity. */
    private static Optional<String> verdict(List<ModelVersion> versions) {
        List<AlgorithmResult> measured = versions.stream()
                .flatMap(version -> strong(version).stream())
                .map(report -> report.results().get(0))
                .filter(result -> result.metrics().containsKey(METRIC))
                .toList();
        Optional<AlgorithmResult> popularity = versions.stream()
                .flatMap(version -> strong(version).stream())
                .flatMap(report -> report.results().stream())
                .filter(result -> result.algorithm().equals(POPULARITY))
                .findFirst();
        return popularity.filter(found -> !measured.isEmpty()).map(found -> {
            boolean better = measured.stream().anyMatch(result -> value(result) > value(found));
            return "How good they are: for users who were not trained on, NDCG@100 is "
                    + measured.stream().map(DemoReport::figure).collect(Collectors.joining(" and "))
                    + (better ? ", against " : ", no better than ")
                    + figure(found)
                    + ", which recommends the same films to everybody.";
        });
    }

    private static Optional<ProtocolReport> strong(ModelVersion version) {
        return version.evaluation().find(Protocol.STRONG_GENERALIZATION);
    }

    private static double value(AlgorithmResult result) {
        return Objects.requireNonNull(result.metrics().get(METRIC)).mean();
    }

    private static String figure(AlgorithmResult result) {
        return String.format(Locale.ROOT, "%.4f for %s", value(result), result.algorithm());
    }
}
