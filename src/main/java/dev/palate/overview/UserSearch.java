package dev.palate.overview;

import dev.palate.problem.ExternalId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A filter for users.
 *
 * @param query a part of the id; absent: all users
 * @param match where the part is; the beginning when absent
 */
public record UserSearch(
        @ExternalId @Nullable String query,

        @Schema(
                allowableValues = {"prefix", "contains"},
                defaultValue = "prefix",
                description =
                        "prefix: the id begins with the query; contains: it is anywhere in the id, ignoring the case of"
                                + " the letters A to Z; the query then has at least three characters")
        @Pattern(regexp = "prefix|contains", message = "must be prefix or contains")
        @Nullable
        String match) {

    static final int SHORTEST_PART = 3;

    /** Where the query is in the id. */
    enum Match {
        PREFIX,
        CONTAINS
    }

    /**
     * @throws ShortQueryException if the part is too short for an index
     */
    Match place() {
        Match place = match == null ? Match.PREFIX : Match.valueOf(match.toUpperCase(Locale.ROOT));
        if (place == Match.CONTAINS && query != null && query.length() < SHORTEST_PART) {
            throw new ShortQueryException();
        }
        return place;
    }
}
