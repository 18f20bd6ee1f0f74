package dev.palate.rating.web;

import dev.palate.core.hyperparameter.NearestName;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.InvalidRatingsException;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingScale;
import dev.palate.rating.RatingWriter;
import dev.palate.rating.TooManyRatingsException;
import dev.palate.rating.web.RatingBodyReader.SentRating;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Writes many ratings in one request. The body is parsed entry by entry, never as one tree. */
@RestController
@Tag(name = "Ratings")
class RatingBatchController {

    private static final int MAXIMUM_PROBLEMS = 100;
    private static final List<String> FIELDS = List.of("userId", "itemId", "value", "ratedAt");

    private final RatingWriter writer;
    private final RatingBodyReader reader;
    private final RatingScale scale;
    private final JsonMapper json;

    RatingBatchController(RatingWriter writer, RatingBodyReader reader, RatingScale scale, JsonMapper json) {
        this.writer = writer;
        this.reader = reader;
        this.scale = scale;
        this.json = json;
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
        List<NewRating> ratings = read(request.getInputStream());
        writer.putAll(ratings);
        return new Written(ratings.size());
    }

    private List<NewRating> read(InputStream body) {
        List<NewRating> ratings = new ArrayList<>();
        List<FieldProblem> problems = new ArrayList<>();
        int index = 0;
        try (MappingIterator<JsonNode> entries = json.readerFor(JsonNode.class).readValues(body)) {
            for (; entries.hasNextValue() && problems.size() < MAXIMUM_PROBLEMS; index++) {
                if (index == scale.batchLimit()) {
                    throw new TooManyRatingsException(scale.batchLimit());
                }
                NewRating rating = read(entries.nextValue(), "[" + index + "].", problems);
                if (rating != null) {
                    ratings.add(rating);
                }
            }
        } catch (JacksonException e) {
            problems.add(new FieldProblem("[" + index + "]", "is not JSON"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidRatingsException(problems);
        }
        return ratings;
    }

    private @Nullable NewRating read(JsonNode entry, String prefix, List<FieldProblem> problems) {
        entry.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .limit(MAXIMUM_PROBLEMS - problems.size())
                .forEach(name -> problems.add(new FieldProblem(prefix + name, NearestName.describe(name, FIELDS))));
        JsonNode value = entry.path("value");
        return reader.read(
                new SentRating(
                        text(entry.path("userId")),
                        text(entry.path("itemId")),
                        value(value),
                        text(entry.path("ratedAt"))),
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

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.isContainer() ? node.toString() : node.asString();
    }
}
