package dev.palate.overview.web;

import dev.palate.overview.Facts;
import dev.palate.overview.UserFacts;
import dev.palate.overview.UserList;
import dev.palate.overview.UserPage;
import dev.palate.overview.UserSearch;
import dev.palate.problem.ExternalId;
import dev.palate.problem.PageParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/users")
@Tag(name = "Users")
class UserController {

    private final UserList users;
    private final Facts facts;

    UserController(UserList users, Facts facts) {
        this.users = users;
        this.facts = facts;
    }

    @GetMapping
    @Operation(
            summary = "Lists users by id, or finds them by a part of their id",
            description =
                    "With the number of ratings and interactions of each. Above 10,000 matching users 'total' is an"
                            + " estimate (all users) or a lower bound (a search), and 'totalIsExact' is false.")
    UserPage list(@Valid @ParameterObject UserSearch search, @Valid @ParameterObject PageParameters page) {
        return users.list(search, page);
    }

    @GetMapping("/{userId}")
    @Operation(summary = "The ratings and interactions of a user in figures")
    UserFacts get(@PathVariable @ExternalId String userId) {
        return facts.ofUser(userId);
    }
}
