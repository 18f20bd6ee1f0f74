package dev.palate.interaction.web;

import dev.palate.interaction.StoredInteraction;
import dev.palate.interaction.UserInteractions;
import dev.palate.problem.ExternalId;
import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/users/{userId}/interactions")
@Tag(name = "Interactions")
class UserInteractionController {

    private final UserInteractions interactions;

    UserInteractionController(UserInteractions interactions) {
        this.interactions = interactions;
    }

    @GetMapping
    @Operation(
            summary = "Lists a user's interactions with the titles of the items, the latest first",
            description =
                    "One entry for each item and type, with the number of interactions and the value of the latest.")
    Page<StoredInteraction> list(@PathVariable @ExternalId String userId, @Valid @ParameterObject PageParameters page) {
        return interactions.list(userId, page);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Deletes all interactions of a user; the user and the ratings remain",
            description = "The ids of their events are deleted as well, so that the same events can be sent again.")
    void deleteAll(@PathVariable @ExternalId String userId) {
        interactions.deleteAll(userId);
    }

    @DeleteMapping("/{itemId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Deletes the interactions between a user and an item",
            description = "The ids of their events are kept: an event with one of them counts as repeated until"
                    + " palate.interactions.event-ids-kept has passed.")
    void delete(
            @PathVariable @ExternalId String userId,
            @PathVariable @ExternalId String itemId,
            @RequestParam(required = false)
                    @ExternalId
                    @Parameter(description = "The name of the only type that is deleted; all types if absent")
                    @Nullable
                    String type) {
        interactions.delete(userId, itemId, type);
    }
}
