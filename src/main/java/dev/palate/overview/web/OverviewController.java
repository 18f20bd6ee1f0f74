package dev.palate.overview.web;

import dev.palate.overview.Activities;
import dev.palate.overview.Activity;
import dev.palate.overview.Overview;
import dev.palate.overview.Overviews;
import dev.palate.security.Role;
import dev.palate.security.web.CallerRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Overview")
class OverviewController {

    private final Overviews overviews;
    private final Activities activities;
    private final CallerRole role;

    OverviewController(Overviews overviews, Activities activities, CallerRole role) {
        this.overviews = overviews;
        this.activities = activities;
        this.role = role;
    }

    @GetMapping("/overview")
    @Operation(
            summary = "The state of the service at one glance",
            description =
                    "What is stored, with the totals of the last 30 days; the active versions and their scores; jobs"
                            + " that have not ended; what the training policy does next. Tables of more than 200,000 rows are"
                            + " estimated.")
    Overview overview() {
        return overviews.current();
    }

    @GetMapping("/activity")
    @Operation(
            summary = "The latest events: jobs that ended, trainings of the policy, activations and keys",
            description = "Newest first. Events of keys are shown to callers with the role admin only.")
    Activity activity(
            @RequestParam(required = false)
                    @Parameter(description = "Only events before that time: nextBefore of the page before")
                    @Nullable
                    Instant before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int size) {
        return activities.latest(before, size, role.includes(Role.ADMIN));
    }
}
