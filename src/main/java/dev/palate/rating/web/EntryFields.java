package dev.palate.rating.web;

import dev.palate.core.hyperparameter.NearestName;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.RatingRules;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The fields that ratings and interactions have in common. Each method adds to the problems what is wrong with its field. */
@Component
public class EntryFields {

    private static final int MOST_UNKNOWN = 100;

    /** Its readers check the type themselves. */
    private static final String VALUE = "value";

    private final RatingRules rules;

    EntryFields(RatingRules rules) {
        this.rules = rules;
    }

    /** An id, which is required; {@code ""} if it is wrong. */
    public String id(@Nullable String id, String field, List<FieldProblem> problems) {
        String wrong = id == null ? "is missing" : rules.checkId(id);
        if (wrong != null) {
            problems.add(new FieldProblem(field, wrong));
        }
        return id == null ? "" : id;
    }

    /** An ISO-8601 time in microseconds, as PostgreSQL keeps it; null means now. */
    public Instant time(@Nullable String text, String field, List<FieldProblem> problems) {
        if (text == null) {
            return rules.now();
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            String wrong = rules.checkTime(time);
            if (wrong != null) {
                problems.add(new FieldProblem(field, wrong + ", not " + text));
            }
            return time;
        } catch (DateTimeException e) {
            problems.add(new FieldProblem(field, "must be a time such as 2026-01-31T12:00:00Z, not " + text));
            return Instant.EPOCH;
        }
    }

    /** Refuses the fields of an entry that are not known, and objects and lists in place of texts and numbers. */
    public static void requireKnown(JsonNode entry, List<String> known, String prefix, List<FieldProblem> problems) {
        entry.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .limit(Math.max(0, MOST_UNKNOWN - problems.size()))
                .forEach(name -> problems.add(new FieldProblem(prefix + name, NearestName.describe(name, known))));
        known.stream()
                .filter(name -> !name.equals(VALUE) && entry.path(name).isContainer())
                .forEach(name -> problems.add(new FieldProblem(
                        prefix + name,
                        "must be a text, not " + (entry.path(name).isArray() ? "a list" : "an object"))));
    }

    /** The field as text; null if it is missing or null. Objects and lists are refused by {@link #requireKnown}. */
    public static @Nullable String text(JsonNode entry, String field) {
        JsonNode node = entry.path(field);
        return node.isMissingNode() || node.isNull() ? null : node.isContainer() ? "?" : node.asString();
    }
}
