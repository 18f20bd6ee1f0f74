package dev.palate.recommendation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.problem.ExternalId;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.Recommender;
import dev.palate.scenario.ScenarioDefinition;
import dev.palate.scenario.Scenarios;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Scenarios")
class ScenarioPreviewController {

    private final Scenarios scenarios;
    private final QueryReader queries;
    private final Recommender recommender;

    ScenarioPreviewController(Scenarios scenarios, QueryReader queries, Recommender recommender) {
        this.scenarios = scenarios;
        this.queries = queries;
        this.recommender = recommender;
    }

    /**
     * @param userId whose lists are computed
     * @param definition as it would be after the change
     */
    record PreviewRequest(
            @NotNull
            @Size(min = 1, max = ExternalId.MAXIMUM_LENGTH)
            @Pattern(regexp = "[^\\x00]*", message = "must not contain the character U+0000")
            String userId,

            @Valid @NotNull ScenarioDefinition definition) {}

    /**
     * @param before the list by the current version of the scenario; without rules if there is no such scenario
     * @param after the list by the definition
     */
    record PreviewResponse(PreviewList before, PreviewList after) {}

    /** @param reason why the list is empty, in a sentence; absent if it is not */
    @Schema(name = "PreviewList")
    record PreviewList(
            @Nullable String model,
            @Nullable Integer version,
            @Nullable String fallback,
            List<ItemEntry> items,
            Map<String, Integer> categoryCounts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason) {

        static PreviewList of(Recommendations list) {
            return new PreviewList(
                    list.origin().model(),
                    list.origin().version(),
                    list.fallback(),
                    ItemEntry.of(list.items(), false),
                    list.categoryCounts(),
                    list.reason());
        }
    }

    @Operation(
            summary = "A user's list before and after a change of a scenario",
            description =
                    "Nothing is stored, and the lists have no ids. Without such a scenario the first list has no rules.")
    @PostMapping("/scenarios/{name}/preview")
    PreviewResponse preview(@PathVariable String name, @Valid @RequestBody PreviewRequest request) {
        scenarios.check(request.definition());
        ScenarioDefinition before =
                scenarios.find(name).map(found -> found.inUse()).orElse(QueryReader.NO_SCENARIO);
        return new PreviewResponse(list(request.userId(), before), list(request.userId(), request.definition()));
    }

    private PreviewList list(String userId, ScenarioDefinition definition) {
        return PreviewList.of(recommender.preview(userId, queries.query(definition)));
    }
}
