package dev.palate.model.version;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one epoch of a training.
 *
 * @param epoch from 1
 * @param trainLoss mean loss of the batches
 * @param trainSeconds training time up to the end of this epoch, without evaluations
 * @param examplesPerSecond training rows per second
 * @param metrics metrics on held-out users by name, such as {@code ndcg@20}
 */
@JsonPropertyOrder({"epoch", "trainLoss"})
public record EpochFigures(
        int epoch,
        double trainLoss,
        double trainSeconds,
        double examplesPerSecond,
        @JsonAnyGetter @JsonAnySetter Map<String, Double> metrics) {

    public EpochFigures {
        metrics = new TreeMap<>(metrics);
    }
}
