package dev.palate.training.web;

import dev.palate.job.JobException;
import dev.palate.job.JobState;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.training.TrainingJob;
import dev.palate.training.TrainingJobs;
import dev.palate.training.summary.TrainingJobSummary;
import dev.palate.training.summary.TrainingSummaries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@Tag(name = "Training")
@RestController
@RequestMapping("/training-jobs")
class TrainingJobController {

    private final TrainingJobs jobs;
    private final TrainingSummaries summaries;
    private final TrainingJobEvents events;

    TrainingJobController(TrainingJobs jobs, TrainingSummaries summaries, TrainingJobEvents events) {
        this.jobs = jobs;
        this.summaries = summaries;
        this.events = events;
    }

    @Operation(
            summary = "Lists jobs, newest first",
            description =
                    "Each with its newest epoch and a curve of at most 60 epochs (fewer on pages of more than 100 jobs);"
                            + " the job itself has all epochs.")
    @GetMapping
    Page<TrainingJobSummary> list(
            @RequestParam(required = false) @Nullable JobState state, @Valid @ParameterObject PageParameters page) {
        return summaries.list(state, page);
    }

    @Operation(summary = "A job with the figures of its epochs")
    @GetMapping("/{id}")
    TrainingJob find(@PathVariable String id) {
        return jobs.find(jobId(id));
    }

    @Operation(summary = "Stops a job within one batch")
    @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
    @PostMapping("/{id}/cancel")
    ResponseEntity<TrainingJob> cancel(@PathVariable String id) {
        return ResponseEntity.accepted().body(jobs.cancel(jobId(id)));
    }

    @Operation(summary = "The job's epochs and progress as server-sent events, from its first epoch on")
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return events.open(jobs.find(jobId(id)), lastEventId);
    }

    private static UUID jobId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw JobException.unknown(TrainingJobs.KIND, id);
        }
    }
}
