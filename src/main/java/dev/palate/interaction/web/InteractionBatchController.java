package dev.palate.interaction.web;

import dev.palate.interaction.InteractionException;
import dev.palate.interaction.InteractionSettings;
import dev.palate.interaction.InteractionWriter;
import dev.palate.interaction.NewInteraction;
import dev.palate.interaction.WrittenInteractions;
import dev.palate.rating.web.BatchEntries;
import dev.palate.rating.web.BatchEntries.Batch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stores many interactions in one request. */
@RestController
@Tag(name = "Interactions")
class InteractionBatchController {

    private final InteractionWriter writer;
    private final BatchEntries entries;
    private final Batch<NewInteraction> batch;

    InteractionBatchController(
            InteractionWriter writer,
            InteractionEntryReader reader,
            BatchEntries entries,
            InteractionSettings settings) {
        this.writer = writer;
        this.entries = entries;
        this.batch = new Batch<>(
                settings.batchLimit(), reader::read, InteractionException::tooMany, InteractionException::invalid);
    }

    @Schema(name = "Interaction")
    record InteractionEntry(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String userId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String itemId,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "The name of an interaction type",
                    example = "purchase")
            String type,

            @Schema(type = "string", format = "date-time", description = "the current time if absent") @Nullable
            String time,

            @Schema(description = "Such as a quantity, a duration or a number of plays") @Nullable
            Float value,

            @Schema(
                    description = "The id of the event: an event with an id that was sent before is not stored again",
                    minLength = 1,
                    maxLength = 200)
            @Nullable
            String id) {}

    @PostMapping(
            path = "/interactions",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    @Operation(
            summary = "Stores many interactions: all of them or none",
            description =
                    "The first interaction of a user creates the user. Events whose id is stored already are counted as"
                            + " repeated and change nothing, so a request whose entries have ids can be repeated.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            description = "An array, or one JSON object per line",
                            required = true,
                            content =
                                    @Content(
                                            array =
                                                    @ArraySchema(
                                                            schema =
                                                                    @Schema(implementation = InteractionEntry.class)))))
    WrittenInteractions write(
            @RequestParam(defaultValue = "false")
                    @Parameter(
                            description =
                                    "Whether items that are not in the catalogue are created, with their id as title; without it they are a problem")
                    boolean createItems,
            HttpServletRequest request)
            throws IOException {
        return writer.putAll(entries.read(request.getInputStream(), batch), createItems);
    }
}
