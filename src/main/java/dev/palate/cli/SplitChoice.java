package dev.palate.cli;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.evaluation.RankingComparison;
import dev.palate.core.evaluation.RatingComparison;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.metrics.ItemCategories;
import dev.palate.core.split.EvaluationSplit;
import dev.palate.core.split.LeaveOneOut;
import dev.palate.core.split.RatingSplit;
import dev.palate.core.split.UserSplit;
import dev.palate.ratingfile.dataset.RatingDataset;
import dev.palate.ratingfile.dataset.RatingDatasets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits the ratings into those that are trained on and those that are held out, as the options say. */
final class SplitChoice {

    static final String CHRONOLOGICAL = "chronological";
    static final String WEAK_GENERALIZATION = "weak-generalization";

    private static final int CORE = 5;

    private static final String CHRONOLOGICAL_NOTE =
            "Measures the ranking of each user's latest interaction, its only relevant"
                    + " item, after all earlier ones; users and items with at least " + CORE + ".";
    private static final String PREDEFINED_NOTE =
            "Measures recommendation to users who were trained on: at the test they are"
                    + " shown by their train and validation rows, and everything else is ranked.";

    private final String protocol;
    private final Optional<Path> data;
    private final List<Path> files;

    /**
     * @param files without {@code data}: ratings for training, for the test and possibly for validation
     * @throws IllegalArgumentException if there is no such protocol, or it does not go with these files
     */
    SplitChoice(Optional<String> protocol, Optional<Path> data, List<Path> files) {
        this.data = data;
        this.files = List.copyOf(files);
        List<String> known = data.isPresent()
                ? List.of(
                        Protocol.STRONG_GENERALIZATION.id(),
                        CHRONOLOGICAL,
                        Protocol.RATING_PREDICTION.id(),
                        Protocol.RECONSTRUCTION.id())
                : List.of(WEAK_GENERALIZATION, Protocol.RATING_PREDICTION.id());
        this.protocol = protocol.orElse(known.get(0));
        if (!known.contains(this.protocol)) {
            throw new IllegalArgumentException("--protocol '" + this.protocol + "' is not one of "
                    + String.join(", ", known) + (data.isPresent() ? "" : ", which a split of your own can have"));
        }
    }

    String protocol() {
        return protocol;
    }

    /** How to measure; without a threshold that of the protocol. */
    EvaluationSettings settings(List<Integer> k, Optional<Double> threshold, long seed) {
        Protocol measured = switch (protocol) {
            case "rating-prediction" -> Protocol.RATING_PREDICTION;
            case "reconstruction" -> Protocol.RECONSTRUCTION;
            default -> Protocol.STRONG_GENERALIZATION;
        };
        Map<String, Object> settings = new HashMap<>(Map.of("k", k));
        if (measured != Protocol.RECONSTRUCTION) {
            // The notebook's tables are those of its own split.
            settings.put("splitSeed", seed);
        }
        if (protocol.equals(CHRONOLOGICAL) || protocol.equals(WEAK_GENERALIZATION)) {
            settings.put("threshold", 0);
        }
        threshold.ifPresent(value -> settings.put("threshold", value));
        return EvaluationSettings.schema(measured).read(settings);
    }

    /** Reads the files, splits, and lets {@code run} compare the contenders. */
    ProtocolReport run(ComparisonRun run, List<Contender<?>> contenders, EvaluationSettings settings) {
        return data.isPresent()
                ? runOnData(run, contenders, settings, data.get())
                : runOnFiles(run, contenders, settings);
    }

    private ProtocolReport runOnData(
            ComparisonRun run, List<Contender<?>> contenders, EvaluationSettings settings, Path path) {
        RatingDataset dataset = RatingDatasets.read(path);
        RatingMatrix ratings = dataset.ratings();
        Optional<ItemCategories> categories = dataset.categories();
        return switch (protocol) {
            case "reconstruction" -> run.reconstruction(contenders, settings, ratings);
            case "rating-prediction" -> {
                RatingSplit test = RatingSplit.of(ratings, settings.holdOut().testShare(), settings.splitSeed());
                yield run.ratings(
                        contenders,
                        RatingComparison.of(test, settings, run.training().threads()));
            }
            case CHRONOLOGICAL -> {
                EvaluationSplit split = chronological(dataset, settings);
                yield run.rankings(
                        contenders, comparison(split, settings, categories, run), protocol, CHRONOLOGICAL_NOTE);
            }
            default -> {
                UserSplit users = settings.holdOut().users(ratings.rowCount());
                EvaluationSplit split = EvaluationSplit.byUser(
                        ratings, users, settings.threshold(), settings.holdOut().heldOutShare(), settings.splitSeed());
                yield run.rankings(
                        contenders,
                        comparison(split, settings, categories, run),
                        protocol,
                        Protocol.STRONG_GENERALIZATION.note());
            }
        };
    }

    private ProtocolReport runOnFiles(ComparisonRun run, List<Contender<?>> contenders, EvaluationSettings settings) {
        List<RatingDataset> parts = RatingDatasets.readTogether(files);
        RatingMatrix train = parts.get(0).ratings();
        RatingMatrix test = parts.get(1).ratings();
        if (protocol.equals(Protocol.RATING_PREDICTION.id())) {
            return run.ratings(
                    contenders,
                    parts.size() > 2
                            ? new RatingComparison(
                                    new RatingSplit(train, parts.get(2).ratings()),
                                    test,
                                    settings,
                                    run.training().threads())
                            : RatingComparison.of(
                                    new RatingSplit(train, test),
                                    settings,
                                    run.training().threads()));
        }
        RatingMatrix validation = parts.size() > 2
                ? parts.get(2).ratings()
                : RatingMatrix.of(train.columnCount(), Collections.nCopies(train.rowCount(), SparseVector.empty()));
        EvaluationSplit split = EvaluationSplit.predefined(train, validation, test, settings.threshold());
        return run.rankings(contenders, comparison(split, settings, Optional.empty(), run), protocol, PREDEFINED_NOTE);
    }

    private static EvaluationSplit chronological(RatingDataset dataset, EvaluationSettings settings) {
        if (!dataset.hasTimes()) {
            throw new IllegalArgumentException("--protocol chronological needs a timestamp on every line");
        }
        return LeaveOneOut.split(LeaveOneOut.core(dataset.timed(), CORE), settings.threshold());
    }

    private static RankingComparison comparison(
            EvaluationSplit split,
            EvaluationSettings settings,
            Optional<ItemCategories> categories,
            ComparisonRun run) {
        if (split.test().count() == 0) {
            throw new IllegalArgumentException("no test user has an interaction of at least " + settings.threshold()
                    + " held out: is another --threshold meant?");
        }
        return new RankingComparison(split, settings, categories, run.training().threads());
    }
}
