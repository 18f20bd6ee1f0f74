package dev.palate.training.web;

import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingSubmitter;
import dev.palate.training.order.TrainingKind;
import dev.palate.training.order.TrainingRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
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
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    @PostMapping("/models/{algorithm}/train")
    ResponseEntity<TrainingJob> train(
            @PathVariable String algorithm,
            @RequestBody(required = false) @Valid @Nullable TrainingRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable
                    String idempotencyKey) {
        return submit(TrainingKind.TRAIN, algorithm, body, idempotencyKey);
    }

    @Operation(summary = "Queues a search for good hyper-parameters, which ends with a version trained with the best")
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    @PostMapping("/models/{algorithm}/tune")
    ResponseEntity<TrainingJob> tune(
            @PathVariable String algorithm,
            @RequestBody(required = false) @Valid @Nullable TrainingRequest body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable
                    String idempotencyKey) {
        return submit(TrainingKind.TUNE, algorithm, body, idempotencyKey);
    }

    private ResponseEntity<TrainingJob> submit(
            TrainingKind kind, String algorithm, @Nullable TrainingRequest body, @Nullable String idempotencyKey) {
        TrainingRequest request = body == null ? TrainingRequest.DEFAULTS : body;
        TrainingJob job = submitter.submit(kind, algorithm, request, idempotencyKey);
        return ResponseEntity.accepted()
                .location(URI.create("/training-jobs/" + job.id()))
                .body(job);
    }
}
