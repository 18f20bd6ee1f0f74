package dev.palate.recommendation;

import dev.palate.core.Algorithms;
import dev.palate.core.model.Posterior;
import dev.palate.feedback.Arm;
import dev.palate.model.serving.ModelUnderTest;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.UnknownAlgorithmException;
import dev.palate.rating.Rating;
import dev.palate.rating.history.RatedItems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides what answers a request: the model that it names, else the default model, else popularity. */
@Component
class ScoreSources {

    private final ServedModels models;
    private final Algorithms algorithms;
    private final PopularItems popularItems;
    private final RecommendationSettings settings;

    ScoreSources(
            ServedModels models, Algorithms algorithms, PopularItems popularItems, RecommendationSettings settings) {
        this.models = models;
        this.algorithms = algorithms;
        this.popularItems = popularItems;
        this.settings = settings;
    }

    /**
     * A user's ratings by the indexes of what scores them.
     *
     * @param arm the user's side of a traffic split, also where popularity answers in its place; null outside of one
     */
    record Folded(
            ScoreSource source, FoldIn foldIn, @Nullable Arm arm) {}

    /**
     * The source for a user with these ratings: popularity where the algorithm has no active version, or where it knows
     * none of the rated items.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws ExplorationException if the model has no posterior to draw from
     */
    Folded fold(ModelChoice choice, List<Rating> ratings) {
        return fold(find(choice), choice, ratings, null);
    }

    /** The same for a user who, unless a version is chosen, may belong to the version under test. */
    Folded fold(ModelChoice choice, RatedItems user) {
        Optional<ServedModel> model = find(choice);
        Optional<ModelUnderTest> test = choice.version() == null
                ? model.flatMap(found -> models.underTest(found.algorithm()))
                : Optional.empty();
        if (test.isEmpty()) {
            return fold(model, choice, user.ratings(), null);
        }
        return test.get().answers(user.userId())
                ? fold(Optional.of(test.get().model()), choice, user.ratings(), Arm.TEST)
                : fold(model, choice, user.ratings(), Arm.ACTIVE);
    }

    private Folded fold(Optional<ServedModel> model, ModelChoice choice, List<Rating> ratings, @Nullable Arm arm) {
        if (model.isPresent()) {
            ScoreSource source = source(model.get(), choice.exploration());
            FoldIn foldIn = FoldIn.of(ratings, model.get().items());
            if (!foldIn.isEmpty()) {
                return new Folded(source, foldIn, arm);
            }
        }
        ItemPopularity popularity = popularItems.current();
        return new Folded(new ScoreSource.OfPopularity(popularity), FoldIn.of(ratings, popularity.items()), arm);
    }

    private static ScoreSource source(ServedModel served, Exploration exploration) {
        ScoreSource.OfModel model = new ScoreSource.OfModel(served);
        if (!exploration.isWanted()) {
            return model;
        }
        Posterior posterior =
                served.scorer().posterior().orElseThrow(() -> ExplorationException.noPosterior(model.origin()));
        return new ScoreSource.OfPosterior(model, posterior, exploration);
    }

    /** The names of the algorithms with an active version. */
    List<String> active() {
        return models.active().stream().map(ServedModel::algorithm).toList();
    }

    private Optional<ServedModel> find(ModelChoice choice) {
        Optional<String> name = Optional.ofNullable(choice.algorithm())
                .or(() -> Optional.ofNullable(settings.defaultModel()))
                .or(() -> models.latestActivated().map(ServedModel::algorithm));
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
