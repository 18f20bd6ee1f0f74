package dev.palate.batch.web;

import dev.palate.batch.BatchException;
import dev.palate.batch.BatchUsers;
import dev.palate.problem.ExternalId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The field {@code users} of a request: {@code "all"} or a list of ids, some of which can be repeated. */
final class RequestedUsers {

    private static final String ALL = "all";
    private static final String FIELD = "users";

    private RequestedUsers() {}

    /**
     * @throws BatchException if it is something else
     */
    static BatchUsers read(JsonNode users) {
        if (users.isString() && users.asString().equals(ALL)) {
            return BatchUsers.ALL;
        }
        if (!users.isArray()) {
            throw BatchException.invalid(FIELD, "must be \"all\" or a list of user ids");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (int k = 0; k < users.size(); k++) {
            ids.add(id(users.get(k), FIELD + "[" + k + "]"));
        }
        if (ids.isEmpty()) {
            throw BatchException.invalid(FIELD, "must have at least one id, or be \"all\"");
        }
        if (ids.size() > BatchUsers.MOST_IDS) {
            throw BatchException.invalid(
                    FIELD, "must have at most " + BatchUsers.MOST_IDS + " ids; \"all\" means all users");
        }
        return new BatchUsers(List.copyOf(ids));
    }

    private static String id(JsonNode id, String field) {
        if (!id.isString()) {
            throw BatchException.invalid(field, "must be a text");
        }
        if (!ExternalId.Check.isValid(id.asString())) {
            throw BatchException.invalid(
                    field, "must have 1 to " + ExternalId.MAXIMUM_LENGTH + " characters and no control characters");
        }
        return id.asString();
    }
}
