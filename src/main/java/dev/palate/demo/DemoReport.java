package dev.palate.demo;

import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.model.ModelReader;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.ModelVersion;
import dev.palate.rating.UnknownUserException;
import dev.palate.recommendation.RecommendationComparison;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import java.io.PrintStream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Prints what the notebook prints: the figures of each epoch, and user 1's lists with their genre counts. */
@Component
@Profile("demo")
class DemoReport {

    private static final String USER = "1";
    private static final int K = 30;

    private final ServedModels served;
    private final ModelReader models;
    private final RecommendationComparison comparison;

    DemoReport(ServedModels served, ModelReader models, RecommendationComparison comparison) {
        this.served = served;
        this.models = models;
        this.comparison = comparison;
    }

    void print(PrintStream out) {
        for (String algorithm : DemoTraining.ALGORITHMS) {
            served.active(algorithm).ifPresent(model -> printModel(out, model));
        }
        out.printf(
                "%nThe notebook's last section: the models rank all items, including those that user %s has rated.%n",
                USER);
        out.println("The service leaves rated items out unless the request says includeRated=true.");
        out.println();
        RecommendationQuery query =
                RecommendationQuery.top(K, ModelChoice.DEFAULT).withCandidates(CandidateRules.all());
        try {
            out.print(NotebookSection.render(USER, comparison.compare(USER, DemoTraining.ALGORITHMS, query)));
        } catch (UnknownUserException e) {
            out.printf("There is no user %s: these ratings are not the demo's.%n", USER);
        }
    }

    private void printModel(PrintStream out, ServedModel model) {
        ModelVersion version = models.version(model.algorithm(), model.version());
        out.printf("%n%s, version %d, epoch by epoch%n", version.algorithm(), version.version());
        out.print(EpochTable.render(version.epochs()));
        for (ProtocolReport report : version.evaluation().protocols()) {
            out.println();
            out.print(EvaluationTable.render(report));
        }
    }
}
