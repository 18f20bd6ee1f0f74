package dev.palate.model.version;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The origin of a version.
 *
 * @param request the training order: protocol, split, seed and so on. It is a document and not an object, because it must stay
 *     readable when orders get other fields.
 */
public record Provenance(
        @JsonUnwrapped TrainingData data,
        @JsonUnwrapped TrainingConditions conditions,
        @Schema(implementation = Map.class) JsonNode request,
        Platform platform) {}
