package dev.palate.model.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The origin of a version.
 *
 * @param request the training order: protocol, split, seed and so on. It is a document and not an object, because it must stay
 *     readable when orders get other fields.
 * @param origin absent for a model that this service trained
 */
public record Provenance(
        @JsonUnwrapped TrainingData data,
        @JsonUnwrapped TrainingConditions conditions,
        @Schema(implementation = Map.class) JsonNode request,
        Platform platform,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Origin origin) {

    /**
     * Where a model was trained that was published as a file.
     *
     * @param engine that trained it, such as {@code spark}
     * @param executors processes that shared the work; absent if the file does not say it
     * @param rounds after which they exchanged what they had learnt; absent if there were none
     */
    public record Origin(
            String engine,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer executors,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer rounds) {}

    /** Of a model that this service trained. */
    public Provenance(TrainingData data, TrainingConditions conditions, JsonNode request, Platform platform) {
        this(data, conditions, request, platform, null);
    }
}
