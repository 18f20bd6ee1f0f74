package dev.palate.job.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@Tag(name = "Training")
@RestController
class JobEventController {

    private final AllJobsStreams streams;

    JobEventController(AllJobsStreams streams) {
        this.streams = streams;
    }

    @Operation(
            summary = "The changes of all training jobs and imports as server-sent events",
            description =
                    "Begins with the unfinished jobs and those that ended in the last five minutes. Each event 'job' has the kind"
                            + " ('training' or 'import') and the job as in the list of its kind. The stream ends when the key of"
                            + " the request becomes invalid.")
    @GetMapping(path = "/job-events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events() {
        return streams.open();
    }
}
