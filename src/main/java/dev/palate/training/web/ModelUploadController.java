package dev.palate.training.web;

import dev.palate.model.promotion.Promotion;
import dev.palate.training.TrainingJob;
import dev.palate.training.order.PublicationOrder;
import dev.palate.training.upload.ModelUploads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Training")
@RestController
class ModelUploadController {

    private static final String IF_BETTER = "if-better";

    private final ModelUploads uploads;

    ModelUploadController(ModelUploads uploads) {
        this.uploads = uploads;
    }

    @Operation(
            summary = "Publishes a model file",
            description =
                    "The body is a model file: the checkpoint of a version of another Palate (format=palate), the file that"
                            + " evaluate --save writes, or the result of a training on Spark. A job verifies the file, measures the model"
                            + " on the users that the file declares as held out, and publishes it as the next version. Without such users"
                            + " the version is activated only by promote=always.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    @PostMapping(path = "/models/{algorithm}/versions", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<TrainingJob> publish(
            @PathVariable String algorithm,
            @RequestParam(defaultValue = IF_BETTER)
                    @Pattern(regexp = "if-better|always|never", message = "must be one of if-better, always, never")
                    String promote,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable
                    String idempotencyKey,
            InputStream body)
            throws IOException {
        Promotion rule = Promotion.valueOf(promote.toUpperCase(Locale.ROOT).replace('-', '_'));
        TrainingJob job = uploads.submit(new PublicationOrder(algorithm, rule), body, idempotencyKey);
        return ResponseEntity.accepted()
                .location(URI.create("/training-jobs/" + job.id()))
                .body(job);
    }
}
