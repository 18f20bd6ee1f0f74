package dev.palate.training.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingRequest;
import dev.palate.training.TrainingSubmitter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Training")
@RestController
class TrainingController {

    private final TrainingSubmitter submitter;

    TrainingController(TrainingSubmitter submitter) {
        this.submitter = submitter;
    }

    @Operation(summary = "Queues a training job")
    @PostMapping("/models/{algorithm}/train")
    ResponseEntity<TrainingJob> train(
            @PathVariable String algorithm,
            @RequestBody(required = false) @Valid @Nullable TrainingBody body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable
                    String idempotencyKey) {
        TrainingRequest request = body == null ? TrainingRequest.of(algorithm) : body.request(algorithm);
        return accepted(submitter.submit(request, idempotencyKey));
    }

    @Operation(summary = "Queues a search for good hyper-parameters, which ends with a version trained with the best")
    @PostMapping("/models/{algorithm}/tune")
    ResponseEntity<TrainingJob> tune(
            @PathVariable String algorithm,
            @RequestBody(required = false) @Valid @Nullable TuningBody body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable
                    String idempotencyKey) {
        TuningBody asked = body == null ? new TuningBody(null, null, null, null, null, null, null, null) : body;
        Map<String, Object> budget = asked.budget() == null ? Map.of() : asked.budget();
        return accepted(submitter.tune(asked.request(algorithm), budget, idempotencyKey));
    }

    private static ResponseEntity<TrainingJob> accepted(TrainingJob job) {
        return ResponseEntity.accepted()
                .location(URI.create("/training-jobs/" + job.id()))
                .body(job);
    }

    /**
     * The optional body of a search.
     *
     * @param budget {@code trials} (20 unless given) and {@code minutes} (0, no limit, unless given)
     * @param preset which of the algorithm's presets to search around
     * @param hyperparameters to search around, and those that have no range to be searched
     * @param others hyper-parameters may stand beside the other fields as well
     */
    record TuningBody(
            @Nullable Map<String, Object> budget,
            @Nullable String preset,
            @Nullable Map<String, Object> hyperparameters,
            @Nullable String protocol,
            @Nullable Map<String, Object> split,
            @Nullable Long seed,
            @Nullable String promote,
            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, Object> others) {

        private TrainingRequest request(String algorithm) {
            return new TrainingBody(preset, hyperparameters, protocol, split, seed, promote, null, others)
                    .request(algorithm);
        }
    }

    /**
     * The optional body.
     *
     * @param split what is held out, and how it is measured; the fields depend on the protocol
     * @param others hyper-parameters may stand beside the other fields as well
     */
    record TrainingBody(
            @Schema(description = "One of the algorithm's presets, to start from instead of its defaults") @Nullable
            String preset,

            @Nullable Map<String, Object> hyperparameters,

            @Schema(allowableValues = {"reconstruction", "strong-generalization", "rating-prediction"}) @Nullable
            String protocol,

            @Nullable Map<String, Object> split,
            @Nullable Long seed,

            @Schema(
                    allowableValues = {"if-better", "always", "never"},
                    defaultValue = "if-better")
            @Nullable
            String promote,

            @Schema(description = "A version of the same algorithm to start from") @Min(1) @Nullable
            Integer warmStart,

            @Schema(hidden = true) @JsonAnySetter @Nullable Map<String, Object> others) {

        private TrainingRequest request(String algorithm) {
            Map<String, Object> settings = new LinkedHashMap<>(others == null ? Map.of() : others);
            settings.putAll(hyperparameters == null ? Map.of() : hyperparameters);
            return new TrainingRequest(
                    algorithm, preset, settings, protocol, split == null ? Map.of() : split, seed, promote, warmStart);
        }
    }
}
