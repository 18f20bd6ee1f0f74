package dev.palate.overview;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * One page of a list of users.
 *
 * @param page its number, from 0
 * @param size the number of entries of a full page
 * @param total the number of users on all pages
 * @param totalIsExact whether {@code total} is exact; otherwise it is an estimate for all users, and a lower bound for a search
 */
public record UserPage(List<User> items, int page, int size, long total, boolean totalIsExact) {

    public UserPage {
        items = List.copyOf(items);
    }

    /**
     * A user.
     *
     * @param ratings the number of ratings
     * @param interactions the number of interactions, each repetition counted
     */
    @Schema(name = "ListedUser")
    public record User(String userId, long ratings, long interactions) {}
}
