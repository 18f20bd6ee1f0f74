package dev.palate.rating.web;

import dev.palate.attribute.Attributes;
import dev.palate.problem.ExternalId;
import dev.palate.rating.UserAttributes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/users/{userId}")
@Tag(name = "Users")
class UserAttributesController {

    private final UserAttributes users;

    UserAttributesController(UserAttributes users) {
        this.users = users;
    }

    record UserBody(
            @Schema(implementation = Attributes.class) @Nullable
            Map<String, @Nullable Object> attributes) {}

    /** @param attributes as they are stored */
    record UserResponse(String userId, Attributes attributes) {}

    @PutMapping
    @Operation(
            summary = "Creates a user or replaces the attributes of one",
            description =
                    "Filters and boosts read them as user.attributes. Ratings and interactions of the user stay as they are.")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
    ResponseEntity<UserResponse> put(@PathVariable @ExternalId String userId, @Valid @RequestBody UserBody body) {
        Attributes attributes = Attributes.of(body.attributes(), "attributes");
        boolean created = users.put(userId, attributes);
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new UserResponse(userId, attributes));
    }
}
