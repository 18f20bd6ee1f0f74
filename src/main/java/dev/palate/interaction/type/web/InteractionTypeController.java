package dev.palate.interaction.type.web;

import dev.palate.interaction.type.InteractionType;
import dev.palate.interaction.type.InteractionTypes;
import dev.palate.interaction.type.Signal;
import dev.palate.problem.ExternalId;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@Tag(name = "Interactions")
@RestController
@RequestMapping("/interaction-types")
class InteractionTypeController {

    private final InteractionTypes types;
    private final TypeBodyReader reader;

    InteractionTypeController(InteractionTypes types, TypeBodyReader reader) {
        this.types = types;
        this.reader = reader;
    }

    record TypeBody(
            @Schema(
                    description =
                            "The rating that an interaction represents: a number; null for no preference; or a scale by which the"
                                    + " value of an interaction (the number of interactions if there is none) becomes a rating"
                                    + " from least to most: {\"scale\": \"linear\" or \"log\", \"from\": 1, \"to\": 100,"
                                    + " \"least\": 3, \"most\": 5}, or {\"scale\": \"quantile\", \"least\": 2, \"most\": 5}, which"
                                    + " takes its limits from the stored interactions",
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    example = "5")
            @Nullable
            JsonNode countsAs,

            @Schema(
                    description =
                            "The time after which half of a preference remains, such as P180D or PT12H; null: it does not decay",
                    example = "P180D")
            @Nullable
            String halfLife,

            @Schema(
                    description =
                            "How long an interaction excludes its item from the user's lists: always, never (default) or"
                                    + " a duration such as P30D",
                    example = "always")
            @Nullable
            String excludes,

            @Schema(description = "Whether interactions express a like (default) or a dislike") @Nullable
            Signal signal) {}

    /** A type as responses describe it. */
    @Schema(name = "InteractionType")
    record TypeResponse(
            String name,

            @Schema(description = "A number, null or a scale, as in the request") @Nullable
            Object countsAs,

            @Nullable String halfLife,
            String excludes,
            Signal signal) {

        static TypeResponse of(InteractionType type) {
            return new TypeResponse(
                    type.name(),
                    ScaleResponse.of(type.countsAs()),
                    Durations.text(type.halfLife()),
                    Durations.exclusion(type.exclusionSeconds()),
                    type.signal());
        }
    }

    @PutMapping("/{name}")
    @Operation(
            summary = "Creates or replaces an interaction type",
            description =
                    "Lists, training and exports use it for interactions that are stored already as well; every process within"
                            + " two seconds. A quantile scale takes its limits from the interactions that are stored now (a"
                            + " sample if they are very many). Needs the role train, because it changes what all users"
                            + " prefer.")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    ResponseEntity<TypeResponse> put(
            @PathVariable @ExternalId @Size(max = InteractionType.LONGEST_NAME) String name,
            @RequestBody TypeBody body) {
        boolean created = types.put(reader.read(name, body));
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
                .body(TypeResponse.of(types.get(name)));
    }

    @GetMapping("/{name}")
    @Operation(summary = "Returns one interaction type")
    TypeResponse get(@PathVariable @ExternalId @Size(max = InteractionType.LONGEST_NAME) String name) {
        return TypeResponse.of(types.get(name));
    }

    @GetMapping
    @Operation(summary = "Lists the interaction types by name")
    Page<TypeResponse> list(@Valid @ParameterObject PageParameters page) {
        return Page.cut(types.snapshot().types(), page).map(TypeResponse::of);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Deletes an interaction type",
            description =
                    "Its interactions are out of use at once; the call returns when they are erased, which may take minutes if"
                            + " there are very many users. Needs the role admin.")
    void delete(
            @PathVariable @ExternalId @Size(max = InteractionType.LONGEST_NAME) String name,
            @RequestParam(defaultValue = "false")
                    @Parameter(
                            description =
                                    "Whether the interactions of the type are erased as well; without it they are a conflict")
                    boolean force) {
        types.delete(name, force);
    }
}
