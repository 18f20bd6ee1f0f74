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
import dev.palate.core.training.Processors;
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
            "Measures the ranking of each user's latest rating, its only relevant"
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

    /** A split for rankings, and how its report is headed. */
    record Rankings(RankingComparison comparison, String protocol, String note) {}

    /** Reads the files, splits, and lets {@code run} compare the contenders. */
    ProtocolReport run(ComparisonRun run, List<Contender<?>> contenders, EvaluationSettings settings) {
        int threads = run.training().threads();
        return switch (protocol) {
            case "reconstruction" ->
                run.reconstruction(
                        contenders,
                        settings,
                        RatingDatasets.read(data.orElseThrow()).ratings());
            case "rating-prediction" -> run.ratings(contenders, ratingComparison(settings, Processors.of(threads)));
            default -> {
                Rankings rankings = rankings(settings, threads);
                yield run.rankings(contenders, rankings.comparison(), rankings.protocol(), rankings.note());
            }
        };
    }

    /**
     * Reads the files and splits.
     *
     * @throws IllegalArgumentException if the protocol does not measure rankings, or nothing can be measured
     */
    Rankings rankings(EvaluationSettings settings, int threads) {
        return switch (protocol) {
            case "reconstruction", "rating-prediction" ->
                throw new IllegalArgumentException("--protocol " + protocol + " does not measure rankings");
            case CHRONOLOGICAL -> {
                RatingDataset dataset = RatingDatasets.read(data.orElseThrow());
                EvaluationSplit split = chronological(dataset, settings);
                yield new Rankings(
                        comparison(split, settings, dataset.categories(), threads), protocol, CHRONOLOGICAL_NOTE);
            }
            case WEAK_GENERALIZATION ->
                new Rankings(
                        comparison(predefined(settings), settings, Optional.empty(), threads),
                        protocol,
                        PREDEFINED_NOTE);
            default -> {
                RatingDataset dataset = RatingDatasets.read(data.orElseThrow());
                EvaluationSplit split = byUser(dataset.ratings(), settings);
                yield new Rankings(
                        comparison(split, settings, dataset.categories(), threads),
                        protocol,
                        Protocol.STRONG_GENERALIZATION.note());
            }
        };
    }

    private static EvaluationSplit byUser(RatingMatrix ratings, EvaluationSettings settings) {
        UserSplit users = settings.holdOut().users(ratings.rowCount());
        return EvaluationSplit.byUser(
                ratings, users, settings.threshold(), settings.holdOut().heldOutShare(), settings.splitSeed());
    }

    private EvaluationSplit predefined(EvaluationSettings settings) {
        List<RatingMatrix> parts = parts();
        RatingMatrix train = parts.get(0);
        RatingMatrix validation = parts.size() > 2
                ? parts.get(2)
                : RatingMatrix.of(train.columnCount(), Collections.nCopies(train.rowCount(), SparseVector.empty()));
        return EvaluationSplit.predefined(train, validation, parts.get(1), settings.threshold());
    }

    private RatingComparison ratingComparison(EvaluationSettings settings, Processors processors) {
        if (data.isPresent()) {
            RatingMatrix ratings = RatingDatasets.read(data.get()).ratings();
            RatingSplit test = RatingSplit.of(ratings, settings.holdOut().testShare(), settings.splitSeed());
            return RatingComparison.of(test, settings, processors);
        }
        List<RatingMatrix> parts = parts();
        RatingMatrix train = parts.get(0);
        RatingMatrix test = parts.get(1);
        return parts.size() > 2
                ? new RatingComparison(new RatingSplit(train, parts.get(2)), test, settings, processors)
                : RatingComparison.of(new RatingSplit(train, test), settings, processors);
    }

    /** Ratings for training, for the test and possibly for validation. */
    private List<RatingMatrix> parts() {
        return RatingDatasets.readTogether(files).stream()
                .map(RatingDataset::ratings)
                .toList();
    }

    private static EvaluationSplit chronological(RatingDataset dataset, EvaluationSettings settings) {
        if (!dataset.hasTimes()) {
            throw new IllegalArgumentException("--protocol chronological needs a timestamp on every line");
        }
        return LeaveOneOut.split(LeaveOneOut.core(dataset.timed(), CORE), settings.threshold());
    }

    private static RankingComparison comparison(
            EvaluationSplit split, EvaluationSettings settings, Optional<ItemCategories> categories, int threads) {
        if (split.test().count() == 0) {
            throw new IllegalArgumentException("no test user has a relevant item, rated at least "
                    + settings.threshold() + " held out: is another --threshold meant?");
        }
        return new RankingComparison(split, settings, categories, Processors.of(threads));
    }
}
