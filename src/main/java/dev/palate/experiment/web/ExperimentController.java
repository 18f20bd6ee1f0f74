package dev.palate.experiment.web;

import dev.palate.experiment.Experiments;
import dev.palate.experiment.report.ExperimentReport;
import dev.palate.experiment.report.ExperimentReports;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/experiments")
@Tag(name = "Experiments")
class ExperimentController {

    private final Experiments experiments;
    private final ExperimentReports reports;

    ExperimentController(Experiments experiments, ExperimentReports reports) {
        this.experiments = experiments;
        this.reports = reports;
    }

    /**
     * @param winner the arm that all users get from now on; null: the control, which is the first arm
     * @param reason why, for readers of the report
     */
    record EndBody(
            @Size(max = 100) @Nullable String winner,

            @Size(max = 1000)
            @Pattern(regexp = "[^\\x00]*", message = "must not contain the character U+0000")
            @Nullable
            String reason) {}

    @Operation(
            summary = "Starts an experiment",
            description =
                    "A hash of the user decides about the arm, the same in every process and at any time. Requests for a user's"
                            + " list name the experiment. A running experiment never changes; repeating the call changes nothing."
                            + " Other processes know it within two seconds.")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    @PutMapping("/{name}")
    ResponseEntity<ExperimentResponse> create(
            @PathVariable @Pattern(regexp = ExperimentBody.NAME, message = ExperimentBody.NAME_RULE) String name,
            @Valid @RequestBody ExperimentBody body) {
        boolean created = experiments.create(body.definition(name));
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
                .body(ExperimentResponse.of(experiments.get(name)));
    }

    @Operation(summary = "Lists the experiments by name")
    @GetMapping
    Page<ExperimentResponse> list(@Valid @ParameterObject PageParameters page) {
        return Page.cut(experiments.all(), page).map(ExperimentResponse::of);
    }

    @Operation(summary = "Returns one experiment")
    @GetMapping("/{name}")
    ExperimentResponse get(@PathVariable String name) {
        return ExperimentResponse.of(experiments.get(name));
    }

    @Operation(
            summary = "What users did with the lists of all arms, and what may be concluded",
            description =
                    "The users are the sample. The lifts against the first arm have 95 % intervals that hold together for all arms."
                            + " 'conclusion' says what may be concluded, also while the experiment is running: the rule behind it"
                            + " tolerates a look every day until the first conclusion. The intervals of a day alone decide nothing.")
    @GetMapping("/{name}/report")
    ExperimentReport report(@PathVariable String name) {
        return reports.of(experiments.get(name));
    }

    @Operation(
            summary = "Ends an experiment",
            description =
                    "From now on all users get the winner, and their lists are not part of the experiment. The report remains, and"
                            + " still counts events about earlier lists.")
    @PostMapping("/{name}/end")
    ExperimentResponse end(@PathVariable String name, @Valid @RequestBody(required = false) @Nullable EndBody body) {
        experiments.end(name, body == null ? null : body.winner(), body == null ? null : body.reason());
        return ExperimentResponse.of(experiments.get(name));
    }

    @Operation(
            summary = "Deletes an experiment that has ended",
            description = "Its report is lost, and requests that name it fail.")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        experiments.delete(name);
    }
}
