package dev.palate.batch.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.palate.batch.BatchOrder;
import dev.palate.batch.BatchStatus;
import dev.palate.batch.Batches;
import dev.palate.batch.result.BatchFormat;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.recommendation.web.RecommendationParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/recommendation-batches")
@Tag(name = "Recommendations")
class BatchesController {

    private final Batches batches;
    private final StoredBatchQueries queries;
    private final BatchEventStreams events;

    BatchesController(Batches batches, StoredBatchQueries queries, BatchEventStreams events) {
        this.batches = batches;
        this.queries = queries;
        this.events = events;
    }

    /**
     * @param users all users that exist now, or at most 100,000 ids
     * @param format default: ndjson
     */
    @Schema(name = "RecommendationBatchRequest")
    record Body(
            @NotNull @Schema(description = "\"all\", or a list of at most 100,000 ids.", example = "all")
            JsonNode users,

            @Schema(
                    description = "One object per user, or a line per item.",
                    allowableValues = {"ndjson", "csv"})
            @Pattern(regexp = "ndjson|csv", message = "must be one of ndjson, csv")
            @Nullable
            String format,

            @Valid @JsonUnwrapped RecommendationParameters parameters) {

        BatchFormat chosenFormat() {
            return format == null ? BatchFormat.NDJSON : BatchFormat.valueOf(format.toUpperCase(Locale.ROOT));
        }
    }

    @PostMapping
    @Operation(
            summary = "Computes the lists of all users, or of many, in the background, as a file",
            description =
                    "Takes the fields of a recommendation query, except 'explain'. The lists equal those of the same query"
                            + " for the version that answers it now, whatever is activated meanwhile; a traffic split does"
                            + " not apply. Users are in the order in which they were created.")
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    ResponseEntity<BatchStatus> submit(
            @Valid @RequestBody Body body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 200) @Nullable
                    String idempotencyKey) {
        BatchOrder order = new BatchOrder(
                RequestedUsers.read(body.users()),
                queries.requested(body.parameters()),
                queries.write(body.parameters()),
                body.chosenFormat());
        return accepted(batches.submit(order, idempotencyKey));
    }

    @GetMapping
    @Operation(summary = "Lists all batches, the newest first")
    Page<BatchStatus> list(@Valid @ParameterObject PageParameters page) {
        return batches.list(page);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Returns the progress of a batch, and where its result is")
    BatchStatus get(@PathVariable UUID id) {
        return batches.get(id);
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "Cancels a batch; the lists that it has computed are deleted")
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    ResponseEntity<BatchStatus> cancel(@PathVariable UUID id) {
        return ResponseEntity.accepted().body(batches.cancel(id));
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Streams the progress of a batch as server-sent events")
    SseEmitter events(@PathVariable UUID id) {
        return events.open(batches.get(id));
    }

    private static ResponseEntity<BatchStatus> accepted(BatchStatus status) {
        return ResponseEntity.accepted()
                .location(UriComponentsBuilder.fromPath("/recommendation-batches/{id}")
                        .build(status.id()))
                .body(status);
    }
}
