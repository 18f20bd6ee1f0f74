package dev.palate.model.web;

import dev.palate.feedback.split.SplitEvents;
import dev.palate.feedback.split.SplitResults;
import dev.palate.feedback.split.SplitTest;
import dev.palate.model.TrafficSplitter;
import dev.palate.model.traffic.TrafficSplit;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/models")
@Tag(name = "Models")
class TrafficSplitController {

    private final TrafficSplitter splitter;
    private final SplitEvents events;

    TrafficSplitController(TrafficSplitter splitter, SplitEvents events) {
        this.splitter = splitter;
        this.events = events;
    }

    /**
     * @param version to test against the active version
     * @param share of the users, more than 0 and less than 1
     */
    record SplitRequest(
            @NotNull @Min(1) Integer version,

            @NotNull @DecimalMin(value = "0", inclusive = false) @DecimalMax(value = "1", inclusive = false)
            Double share) {}

    @Operation(
            summary = "Tests another version on a share of the users",
            description =
                    "A hash of the user id selects the users, so that they are the same each time. A larger share includes the"
                            + " users of a smaller share. Visitors, and requests that name a version, are not split.")
    @PutMapping("/{algorithm}/split")
    TrafficSplit split(@PathVariable String algorithm, @Valid @RequestBody SplitRequest request) {
        splitter.split(algorithm, request.version(), request.share());
        return splitter.of(algorithm);
    }

    @Operation(summary = "Lists the versions under test of all algorithms")
    @GetMapping("/splits")
    Page<TrafficSplit> splits(@Valid @ParameterObject PageParameters page) {
        return Page.cut(splitter.all(), page);
    }

    @Operation(summary = "The version under test and its share of the users")
    @GetMapping("/{algorithm}/split")
    TrafficSplit split(@PathVariable String algorithm) {
        return splitter.of(algorithm);
    }

    @Operation(
            summary = "What users did with the lists of both versions, in total and by day",
            description =
                    "Since the start of the test, at most 90 days. The interval of the lift treats users as the sample. If"
                            + " the sample ratio is suspicious, users were lost or assigned wrongly, and the results say nothing.")
    @GetMapping("/{algorithm}/split/results")
    SplitResults results(@PathVariable String algorithm) {
        TrafficSplit split = splitter.of(algorithm);
        return events.resultsOf(new SplitTest(split.algorithm(), split.version(), split.share(), split.startedAt()));
    }

    @Operation(summary = "Ends the test: the active version answers all users again")
    @DeleteMapping("/{algorithm}/split")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String algorithm) {
        splitter.end(algorithm);
    }
}
