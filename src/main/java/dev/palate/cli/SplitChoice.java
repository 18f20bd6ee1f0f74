package dev.palate.cli;

import dev.palate.cli.progress.Progress;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.newitem.NewItemComparison;
import dev.palate.ratingfile.dataset.RatingDataset;
import dev.palate.ratingfile.dataset.RatingDatasets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The protocol and the files that the options name. */
final class SplitChoice {

    static final String CHRONOLOGICAL = "chronological";
    static final String WEAK_GENERALIZATION = "weak-generalization";

    private final String protocol;
    private final List<Path> files;
    private final boolean predefined;

    /**
     * @param files without {@code data}: ratings for training, for the test and possibly for validation
     * @throws IllegalArgumentException if there is no such protocol, or it does not go with these files
     */
    SplitChoice(Optional<String> protocol, Optional<Path> data, List<Path> files) {
        this.predefined = data.isEmpty();
        this.files = predefined ? List.copyOf(files) : List.of(data.get());
        List<String> known = predefined
                ? List.of(WEAK_GENERALIZATION, Protocol.RATING_PREDICTION.id())
                : List.of(
                        Protocol.STRONG_GENERALIZATION.id(),
                        CHRONOLOGICAL,
                        Protocol.RATING_PREDICTION.id(),
                        Protocol.RECONSTRUCTION.id(),
                        NewItemComparison.PROTOCOL);
        this.protocol = protocol.orElse(known.get(0));
        if (!known.contains(this.protocol)) {
            throw new IllegalArgumentException("--protocol '" + this.protocol + "' is not one of "
                    + String.join(", ", known) + (predefined ? ", which a split of your own can have" : ""));
        }
    }

    String protocol() {
        return protocol;
    }

    List<Path> files() {
        return files;
    }

    /** Whether all seeds measure the same users: the split does not depend on the seed. */
    boolean hasFixedUsers() {
        return predefined || protocol.equals(CHRONOLOGICAL) || protocol.equals(Protocol.RECONSTRUCTION.id());
    }

    /** @throws IllegalArgumentException if the protocol does not measure rankings of all items */
    void requireRankings() {
        if (protocol.equals(Protocol.RATING_PREDICTION.id()) || protocol.equals(Protocol.RECONSTRUCTION.id())) {
            throw new IllegalArgumentException("--protocol " + protocol + " does not measure rankings");
        }
        if (protocol.equals(NewItemComparison.PROTOCOL)) {
            throw new IllegalArgumentException("--protocol new-items compares named algorithms, not auto");
        }
    }

    /**
     * How to measure.
     *
     * @param threshold empty: that of the protocol, or 0 for files without values
     * @param implicit whether the files have no values
     */
    EvaluationSettings settings(List<Integer> k, Optional<Double> threshold, long seed, boolean implicit) {
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
        if (implicit || protocol.equals(CHRONOLOGICAL) || protocol.equals(WEAK_GENERALIZATION)) {
            settings.put("threshold", 0);
        }
        threshold.ifPresent(value -> settings.put("threshold", value));
        return EvaluationSettings.schema(measured).read(settings);
    }

    /** Reads the files. */
    SplitData read(Progress progress) {
        try (Progress.Phase phase = progress.begin("reading")) {
            List<RatingDataset> datasets = RatingDatasets.readTogether(
                    files,
                    (file, size, read) -> phase.follow(
                            () -> read.get() < size ? "reading " + file : "sorting the ratings of " + file,
                            () -> size > 0 && read.get() < size
                                    ? OptionalDouble.of((double) read.get() / size)
                                    : OptionalDouble.empty()));
            return new SplitData(protocol, datasets);
        }
    }
}
