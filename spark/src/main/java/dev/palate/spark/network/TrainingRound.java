package dev.palate.spark.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How far a training is. It is saved as a line of text, after the files that it refers to.
 *
 * @param number of the round, 0 before the first one; the state has it in its name
 * @param epochs that are done
 * @param bestRound after which the validation was best so far; 0 for none
 * @param key of order, data and partitions: only a training with the same key can continue
 */
record TrainingRound(int number, int epochs, int bestRound, int bestEpoch, double bestCriterion, String key) {

    private static final String FILE = "round";

    static TrainingRound first(String key) {
        return new TrainingRound(0, 0, 0, 0, Double.NEGATIVE_INFINITY, key);
    }

    static Optional<TrainingRound> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).split(" ", -1);
        return Optional.of(new TrainingRound(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Double.parseDouble(parts[4]),
                parts[5]));
    }

    /** Replaces the line, and deletes the files of earlier rounds. */
    void save(Path folder) throws IOException {
        Path written = folder.resolve(FILE + ".part");
        Files.writeString(
                written, "%d %d %d %d %s %s".formatted(number, epochs, bestRound, bestEpoch, bestCriterion, key));
        Files.move(written, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        try (var files = Files.newDirectoryStream(folder, "*.palate")) {
            for (Path file : files) {
                if (!file.equals(state(folder)) && !file.equals(best(folder))) {
                    Files.delete(file);
                }
            }
        }
    }

    Path state(Path folder) {
        return folder.resolve("state-" + number + ".palate");
    }

    /** The model of the best round. */
    Path best(Path folder) {
        return folder.resolve("best-" + bestRound + ".palate");
    }

    TrainingRound next(int epochsAfter) {
        return new TrainingRound(number + 1, epochsAfter, bestRound, bestEpoch, bestCriterion, key);
    }

    /** This round as the best one. */
    TrainingRound best(double criterion) {
        return new TrainingRound(number, epochs, number, epochs, criterion, key);
    }

    /** Whether as many epochs as {@code patience} are done since the best one. */
    boolean isPatienceOver(int patience) {
        return patience > 0 && bestRound > 0 && epochs - bestEpoch >= patience;
    }
}
