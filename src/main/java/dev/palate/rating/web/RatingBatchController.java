package dev.palate.rating.web;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.InvalidRatingsException;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingScale;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.TooManyRatingsException;
import dev.palate.rating.web.BatchEntries.Batch;
import dev.palate.rating.web.RatingBodyReader.SentRating;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Writes many ratings in one request. */
@RestController
@Tag(name = "Ratings")
class RatingBatchController {

    private static final List<String> FIELDS = List.of("userId", "itemId", "value", "ratedAt");

    private final RatingWriter writer;
    private final RatingBodyReader reader;
    private final BatchEntries entries;
    private final Batch<NewRating> batch;

    RatingBatchController(RatingWriter writer, RatingBodyReader reader, BatchEntries entries, RatingScale scale) {
        this.writer = writer;
        this.reader = reader;
        this.entries = entries;
        this.batch =
                new Batch<>(scale.batchLimit(), this::read, TooManyRatingsException::new, InvalidRatingsException::new);
    }

    record BatchEntry(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String userId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String itemId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            float value,

            @Schema(type = "string", format = "date-time", description = "the current time if absent") @Nullable
            String ratedAt) {}

    record Written(int written) {}

    @PostMapping(
            path = "/ratings",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    @Operation(
            summary = "Writes many ratings: all of them or none",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "An array, or one JSON object per line",
                            required = true,
                            content =
                                    @Content(
                                            array = @ArraySchema(schema = @Schema(implementation = BatchEntry.class)))))
    Written write(HttpServletRequest request) throws IOException {
        List<NewRating> ratings = entries.read(request.getInputStream(), batch);
        writer.putAll(ratings);
        return new Written(ratings.size());
    }

    private @Nullable NewRating read(JsonNode entry, String prefix, List<FieldProblem> problems) {
        EntryFields.requireKnown(entry, FIELDS, prefix, problems);
        return reader.read(
                new SentRating(
                        EntryFields.text(entry, "userId"),
                        EntryFields.text(entry, "itemId"),
                        value(entry.path("value")),
                        EntryFields.text(entry, "ratedAt")),
                prefix,
                problems);
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NUMBER -> node.numberValue();
            case STRING -> node.asString();
            case BOOLEAN -> node.asBoolean();
            case ARRAY -> List.of();
            case OBJECT -> Map.of();
            default -> null;
        };
    }
}
