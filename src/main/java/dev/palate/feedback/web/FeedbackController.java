package dev.palate.feedback.web;

import dev.palate.feedback.EventType;
import dev.palate.feedback.FeedbackEvent;
import dev.palate.feedback.FeedbackRecorder;
import dev.palate.problem.ExternalId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recommendations")
class FeedbackController {

    private final FeedbackRecorder recorder;

    FeedbackController(FeedbackRecorder recorder) {
        this.recorder = recorder;
    }

    record EventsRequest(@NotNull @Size(min = 1, max = 1000) List<@Valid @NotNull EventEntry> events) {}

    /** @param value the rating; allowed with type rated only, and optional there */
    @Schema(name = "RecommendationEvent")
    record EventEntry(
            @NotNull @Pattern(regexp = "shown|clicked|rated", message = "must be one of shown, clicked, rated")
            String type,

            @NotEmpty
            @Size(max = ExternalId.MAXIMUM_LENGTH)
            @Pattern(regexp = "[^\\x00]*", message = "must not contain the character U+0000")
            String itemId,

            @Nullable Float value) {

        FeedbackEvent event() {
            return new FeedbackEvent(EventType.valueOf(type.toUpperCase(Locale.ROOT)), itemId, value);
        }
    }

    /**
     * @param recorded events that were new
     * @param repeated events that were recorded before
     */
    record Recorded(int recorded, int repeated) {}

    @Operation(
            summary = "Records that items of a recommendation were shown, clicked or rated",
            description =
                    "Records all events or none. An event of one type counts once for each item of a recommendation, so a"
                            + " call can be repeated. A rating is stored as feedback only, unless the setting palate.interactions.from-feedback"
                            + " is true: PUT it as a rating if models should learn it.")
    @PostMapping("/recommendations/{recommendationId}/events")
    Recorded record(@PathVariable String recommendationId, @Valid @RequestBody EventsRequest request) {
        List<FeedbackEvent> events =
                request.events().stream().map(EventEntry::event).toList();
        int recorded = recorder.record(recommendationId, events);
        return new Recorded(recorded, events.size() - recorded);
    }
}
