package dev.palate.recommendation.scoring;

import dev.palate.core.Algorithms;
import dev.palate.core.model.Posterior;
import dev.palate.feedback.Arm;
import dev.palate.model.serving.ModelUnderTest;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.rating.history.Preference;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.query.Exploration;
import dev.palate.recommendation.query.ExplorationException;
import dev.palate.recommendation.query.ModelChoice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resolves what scores a request: the model that it names, otherwise the default model, otherwise popularity. */
@Component
public class ScoreSources {

    private final ServedModels models;
    private final Algorithms algorithms;
    private final FallbackCounts fallbacks;
    private final RecommendationSettings settings;

    ScoreSources(
            ServedModels models, Algorithms algorithms, FallbackCounts fallbacks, RecommendationSettings settings) {
        this.models = models;
        this.algorithms = algorithms;
        this.fallbacks = fallbacks;
        this.settings = settings;
    }

    /**
     * Folds preferences into the model. Popularity replaces a model that has no active version, that knows none of their items, or
     * that uses none of them because all are below its threshold. The preferences are in no order, so all count alike, whatever the
     * recency of the model.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws ExplorationException if the model has no posterior to sample from
     */
    public FoldedUser foldIn(ModelChoice choice, List<Preference> preferences, List<String> excluded) {
        return foldIn(find(choice), choice, new Known(preferences, excluded, false), null);
    }

    /**
     * The model that answers a choice at this moment; empty if popularity does.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws ExplorationException if the model has no posterior to sample from
     */
    public Optional<ServedModel> model(ModelChoice choice) {
        Optional<ServedModel> found = find(choice);
        found.ifPresent(model -> source(model, choice.exploration()));
        return found;
    }

    /** As {@link #foldIn(ModelChoice, UserHistory)}, with a model that was chosen before; empty: popularity. */
    public FoldedUser foldIn(Optional<ServedModel> model, ModelChoice choice, UserHistory user) {
        return foldIn(model, choice, new Known(user.preferences(), user.excluded(), true), null);
    }

    /** The same for a user with a history in time, whom a traffic split can assign to the version under test, unless a version is chosen. */
    public FoldedUser foldIn(ModelChoice choice, UserHistory user) {
        Optional<ServedModel> model = find(choice);
        Optional<ModelUnderTest> test = choice.version() == null
                ? model.flatMap(found -> models.underTest(found.algorithm()))
                : Optional.empty();
        Known known = new Known(user.preferences(), user.excluded(), true);
        if (test.isEmpty()) {
            return foldIn(model, choice, known, null);
        }
        return test.get().answers(user.userId())
                ? foldIn(Optional.of(test.get().model()), choice, known, Arm.TEST)
                : foldIn(model, choice, known, Arm.ACTIVE);
    }

    /**
     * What is known of a user.
     *
     * @param timed whether the times of the preferences say in which order the user came to the items
     */
    private record Known(List<Preference> preferences, List<String> excluded, boolean timed) {

        FoldIn by(ScoreSource source) {
            boolean ranked = timed && source.usesRecency();
            return FoldIn.of(preferences, excluded, source.items(), source.leastInput(), ranked);
        }
    }

    private FoldedUser foldIn(Optional<ServedModel> model, ModelChoice choice, Known known, @Nullable Arm arm) {
        if (model.isPresent()) {
            ScoreSource source = source(model.get(), choice.exploration());
            if (FoldIn.isUsable(known.preferences(), source.items(), source.leastInput())) {
                return new FoldedUser(source, () -> known.by(source), arm);
            }
        }
        ScoreSource popularity = new ScoreSource.OfPopularity(choice.fallback(), fallbacks.current(choice.fallback()));
        return new FoldedUser(popularity, () -> known.by(popularity), arm);
    }

    private static ScoreSource source(ServedModel served, Exploration exploration) {
        ScoreSource.OfModel model = new ScoreSource.OfModel(served);
        if (!exploration.isWanted()) {
            return model;
        }
        Posterior posterior = served.scorer()
                .posterior()
                .orElseThrow(
                        () -> ExplorationException.noPosterior(model.origin().name()));
        return new ScoreSource.OfPosterior(model, posterior, exploration);
    }

    private Optional<ServedModel> find(ModelChoice choice) {
        Optional<String> name = Optional.ofNullable(choice.algorithm())
                .or(() -> models.pinned().map(ServedModel::algorithm))
                .or(() -> Optional.ofNullable(settings.defaultModel()))
                .or(() -> models.defaultModel().map(ServedModel::algorithm));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (algorithms.find(name.get()).isEmpty()) {
            throw new UnknownAlgorithmException(name.get(), algorithms);
        }
        Integer version = choice.version();
        return version == null ? models.active(name.get()) : Optional.of(models.version(name.get(), version));
    }
}
