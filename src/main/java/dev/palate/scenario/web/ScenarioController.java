package dev.palate.scenario.web;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.scenario.Scenario;
import dev.palate.scenario.ScenarioChange;
import dev.palate.scenario.ScenarioDefinition;
import dev.palate.scenario.Scenarios;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Scenarios")
@RestController
@RequestMapping("/scenarios")
class ScenarioController {

    private static final String NAME = "[A-Za-z0-9_-]{1,50}";
    private static final String NAME_MESSAGE = "must have 1 to 50 letters, digits, hyphens and underscores";
    private static final String TEXT = "[^\\x00]*";
    private static final String TEXT_MESSAGE = "must not contain the character U+0000";
    private static final int LONGEST_REASON = 500;

    private final Scenarios scenarios;

    ScenarioController(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * @param version null: the one before the current one
     * @param reason for the log
     */
    record RollbackBody(
            @Min(1) @Nullable Integer version,

            @Size(max = LONGEST_REASON) @Pattern(regexp = TEXT, message = TEXT_MESSAGE) @Nullable
            String reason) {}

    @PutMapping("/{name}")
    @Operation(
            summary = "Creates a scenario or replaces its definition",
            description =
                    "Lists with scenario={name} follow it at once in this process, and in every process within two seconds. Each"
                            + " change is a new version; the definition of the current version changes nothing. Needs the"
                            + " role train.")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    ResponseEntity<Scenario> put(
            @PathVariable @Pattern(regexp = NAME, message = NAME_MESSAGE) String name,
            @Valid @RequestBody ScenarioDefinition definition,
            @RequestParam(required = false)
                    @Size(max = LONGEST_REASON)
                    @Pattern(regexp = TEXT, message = TEXT_MESSAGE)
                    @Parameter(description = "Why the scenario is changed, for the log")
                    @Nullable
                    String reason,
            @Parameter(hidden = true) Principal caller) {
        boolean isNew = scenarios.find(name).isEmpty();
        Scenario scenario = scenarios.put(name, definition, new ScenarioChange(caller.getName(), reason));
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(scenario);
    }

    @GetMapping("/{name}")
    @Operation(summary = "Returns the current version of a scenario")
    Scenario get(@PathVariable String name) {
        return scenarios.get(name);
    }

    @GetMapping
    @Operation(summary = "Lists the scenarios by name")
    Page<Scenario> list(@Valid @ParameterObject PageParameters page) {
        return Page.cut(scenarios.all(), page);
    }

    @GetMapping("/{name}/versions")
    @Operation(
            summary = "Lists all changes of a scenario, the latest first",
            description = "A version without a definition is a deletion. The log remains when a scenario is deleted.")
    Page<Scenario> versions(@PathVariable String name, @Valid @ParameterObject PageParameters page) {
        return scenarios.versions(name, page);
    }

    @PostMapping("/{name}/rollback")
    @Operation(
            summary = "Goes back to an earlier definition of a scenario",
            description =
                    "Without 'version', to the definition before the current one; each further rollback goes one further back. The"
                            + " definition becomes a new version, whose 'restores' names the version that it restores. A deleted scenario is in use again. Needs the role train.")
    Scenario rollBack(
            @PathVariable String name,
            @Valid @RequestBody(required = false) @Schema(nullable = true) @Nullable RollbackBody body,
            @Parameter(hidden = true) Principal caller) {
        RollbackBody wanted = body == null ? new RollbackBody(null, null) : body;
        return scenarios.rollBack(name, wanted.version(), new ScenarioChange(caller.getName(), wanted.reason()));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Deletes a scenario",
            description = "Lists with this scenario are an error (404) then. Needs the role train.")
    void delete(
            @PathVariable String name,
            @RequestParam(required = false)
                    @Size(max = LONGEST_REASON)
                    @Pattern(regexp = TEXT, message = TEXT_MESSAGE)
                    @Nullable
                    String reason,
            @Parameter(hidden = true) Principal caller) {
        scenarios.delete(name, new ScenarioChange(caller.getName(), reason));
    }
}
