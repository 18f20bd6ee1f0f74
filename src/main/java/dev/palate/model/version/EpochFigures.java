package dev.palate.model.version;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * One epoch of a training.
 *
 * @param epoch from 1
 * @param trainLoss mean of the batches' losses
 * @param trainSeconds spent training up to the end of this epoch, evaluation not counted
 * @param examplesPerSecond training rows a second
 * @param metrics what was measured on held-out users, by name, such as {@code ndcg@20}
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
