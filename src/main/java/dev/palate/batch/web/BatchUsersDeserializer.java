package dev.palate.batch.web;

import dev.palate.batch.BatchException;
import dev.palate.batch.BatchUsers;
import dev.palate.problem.ExternalId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** Reads {@code "all"} or a list of ids, without those that are repeated. */
final class BatchUsersDeserializer extends ValueDeserializer<BatchUsers> {

    private static final String ALL = "all";
    private static final String FIELD = "users";

    @Override
    public BatchUsers deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.getString().equals(ALL)) {
            return BatchUsers.ALL;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw BatchException.invalid(FIELD, "must be \"all\" or a list of user ids");
        }
        Set<String> ids = new LinkedHashSet<>();
        for (int k = 0; parser.nextToken() != JsonToken.END_ARRAY; k++) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw BatchException.invalid(FIELD + "[" + k + "]", "must be a text");
            }
            String id = parser.getString();
            if (!ExternalId.Check.isValid(id)) {
                throw BatchException.invalid(
                        FIELD + "[" + k + "]",
                        "must have 1 to " + ExternalId.MAXIMUM_LENGTH + " characters and no control characters");
            }
            if (ids.add(id) && ids.size() > BatchUsers.MOST_IDS) {
                throw BatchException.invalid(
                        FIELD, "must have at most " + BatchUsers.MOST_IDS + " ids; \"all\" means all users");
            }
        }
        if (ids.isEmpty()) {
            throw BatchException.invalid(FIELD, "must have at least one id, or be \"all\"");
        }
        return new BatchUsers(List.copyOf(ids));
    }
}
