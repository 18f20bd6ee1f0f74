package dev.palate.training.order;

import dev.palate.core.auto.AutoBudget;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import org.jspecify.annotations.Nullable;

/** Turns a request for an automatic training into a complete order, or names everything that is wrong with it. */
public final class AutoOrderReader {

    private static final String CHOSEN = "must be left out for auto, which chooses it";
    private static final String EXPECTED =
            "is unknown for auto; expected one of budget, promote, seed, split, threshold";

    private final TrainingRequest request;
    private final RequestReader fields;

    private AutoOrderReader(TrainingRequest request) {
        this.request = request;
        this.fields = new RequestReader(request);
    }

    /**
     * @throws TrainingException naming each wrong field and its valid values
     */
    public static AutoOrder read(TrainingKind kind, TrainingRequest request) {
        AutoOrderReader reader = new AutoOrderReader(request);
        AutoOrder order = reader.order(kind);
        reader.fields.requireFaultless();
        return order;
    }

    private AutoOrder order(TrainingKind kind) {
        if (kind == TrainingKind.TUNE) {
            fields.reject("algorithm", "must not be auto for a search; POST /models/auto/train searches by itself");
        }
        rejectChosen("preset", request.preset());
        rejectChosen("hyperparameters", request.hyperparameters());
        rejectChosen("warmStart", request.warmStart());
        if (fields.engine() == Engine.SPARK) {
            fields.reject(
                    RequestReader.ENGINE, "must not be spark for auto, whose contenders only this service trains");
        }
        if (request.others() != null) {
            RequestReader.first(request.others().entrySet()).forEach(field -> fields.reject(field.getKey(), EXPECTED));
        }
        AutoBudget budget = fields.settings("budget.", AutoBudget.schema(), AutoBudget.STANDARD, request.budget());
        EvaluationSettings evaluation = fields.evaluation();
        if (evaluation.protocol() != Protocol.STRONG_GENERALIZATION) {
            fields.reject(
                    RequestReader.PROTOCOL,
                    "must be %s for auto, which compares rankings".formatted(Protocol.STRONG_GENERALIZATION.id()));
        }
        return new AutoOrder(budget, evaluation, fields.seed(), fields.promote(), fields.threshold() != null);
    }

    private void rejectChosen(String field, @Nullable Object value) {
        if (value != null) {
            fields.reject(field, CHOSEN);
        }
    }
}
