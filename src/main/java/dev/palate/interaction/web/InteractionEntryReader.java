package dev.palate.interaction.web;

import dev.palate.interaction.NewInteraction;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.web.EntryFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;

/** Converts interactions from JSON, and describes every field that is wrong. */
@Component
class InteractionEntryReader {

    private static final List<String> FIELDS = List.of("userId", "itemId", "type", "time", "value", "id");
    private static final int LONGEST_TEXT = 100;

    private final EntryFields fields;

    InteractionEntryReader(EntryFields fields) {
        this.fields = fields;
    }

    /**
     * Returns the interaction, or null after adding the reasons to {@code problems}.
     *
     * @param prefix the beginning of each problem's field, for example {@code [3].}
     */
    @Nullable
    NewInteraction read(JsonNode entry, String prefix, List<FieldProblem> problems) {
        int before = problems.size();
        EntryFields.requireKnown(entry, FIELDS, prefix, problems);
        String userId = fields.id(EntryFields.text(entry, "userId"), prefix + "userId", problems);
        String itemId = fields.id(EntryFields.text(entry, "itemId"), prefix + "itemId", problems);
        String type = fields.id(EntryFields.text(entry, "type"), prefix + "type", problems);
        Instant time = fields.time(EntryFields.text(entry, "time"), prefix + "time", problems);
        Float value = value(entry.path("value"), prefix + "value", problems);
        String eventId = EntryFields.text(entry, "id");
        if (eventId != null) {
            fields.id(eventId, prefix + "id", problems);
        }
        return problems.size() > before ? null : new NewInteraction(userId, itemId, type, time, value, eventId);
    }

    /** In single precision, as it is stored. */
    private static @Nullable Float value(JsonNode given, String field, List<FieldProblem> problems) {
        if (given.isMissingNode() || given.isNull()) {
            return null;
        }
        float value = given.isNumber() ? (float) given.doubleValue() : Float.NaN;
        if (!Float.isFinite(value)) {
            String expected = given.isNumber() ? "must be a number from -3.4e38 to 3.4e38" : "must be a number";
            problems.add(new FieldProblem(
                    field, expected + ", not " + StringUtils.truncate(given.toString(), LONGEST_TEXT)));
        }
        return value;
    }
}
