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
        TrainingJob job = submitter.submit(request, idempotencyKey);
        return ResponseEntity.accepted()
                .location(URI.create("/training-jobs/" + job.id()))
                .body(job);
    }

    /**
     * The optional body.
     *
     * @param split what is held out, and how it is measured; the fields depend on the protocol
     * @param others hyper-parameters may stand beside the other fields as well
     */
    record TrainingBody(
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
                    algorithm, settings, protocol, split == null ? Map.of() : split, seed, promote, warmStart);
        }
    }
}
