package dev.palate.interaction.type.web;

import dev.palate.core.hyperparameter.NearestName;
import dev.palate.interaction.type.CountsAs;
import dev.palate.interaction.type.ValueScale;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.RatingScale;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;

/** Reads what interactions of a type count as: a rating, nothing, or a scale for their values. */
@Component
class CountsAsReader {

    private static final String FIELD = "countsAs";
    private static final List<String> FIELDS = List.of("scale", "from", "to", "least", "most");
    private static final List<String> SCALES =
            Arrays.stream(ValueScale.values()).map(ValueScale::label).toList();
    private static final int LONGEST_TEXT = 100;
    private static final int MOST_PROBLEMS = 100;

    private final RatingScale ratings;

    CountsAsReader(RatingScale ratings) {
        this.ratings = ratings;
    }

    /** Returns null if interactions represent no preference, or after adding the reasons to {@code problems}. */
    @Nullable
    CountsAs read(JsonNode given, List<FieldProblem> problems) {
        if (given.isNull()) {
            return null;
        }
        if (given.isObject()) {
            return readScale(given, problems);
        }
        Double value = rating(given);
        if (value == null) {
            problems.add(new FieldProblem(
                    FIELD, "must be " + ratings.description() + ", an object with a scale, or null" + not(given)));
            return null;
        }
        return CountsAs.rating(value);
    }

    private @Nullable CountsAs readScale(JsonNode given, List<FieldProblem> problems) {
        int before = problems.size();
        given.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .limit(MOST_PROBLEMS)
                .forEach(name -> add(name, NearestName.describe(name, FIELDS), problems));
        ValueScale scale = scale(given.path("scale"), problems);
        Double least = end(given, "least", problems);
        Double most = end(given, "most", problems);
        if (least != null && most != null && !(least < most)) {
            add("least", "must be less than most, " + most + ", not " + least, problems);
        }
        List<Double> bounds = scale == ValueScale.QUANTILE ? none(given, problems) : bounds(given, scale, problems);
        return problems.size() > before || scale == null || least == null || most == null
                ? null
                : new CountsAs(scale, least, most, bounds);
    }

    private static @Nullable ValueScale scale(JsonNode given, List<FieldProblem> problems) {
        Optional<ValueScale> scale = Arrays.stream(ValueScale.values())
                .filter(known -> given.isString() && known.label().equals(given.asString()))
                .findAny();
        if (scale.isEmpty()) {
            add(
                    "scale",
                    given.isMissingNode()
                            ? "is missing; it is one of " + SCALES
                            : "must be one of " + SCALES + not(given),
                    problems);
        }
        return scale.orElse(null);
    }

    /** An end of the scale of ratings. */
    private @Nullable Double end(JsonNode given, String name, List<FieldProblem> problems) {
        Double value = rating(given.path(name));
        if (value == null) {
            add(name, "must be " + ratings.description() + not(given.path(name)), problems);
        }
        return value;
    }

    private static List<Double> none(JsonNode given, List<FieldProblem> problems) {
        for (String name : List.of("from", "to")) {
            if (given.has(name)) {
                add(name, "does not belong to a quantile scale, whose limits are computed", problems);
            }
        }
        return List.of();
    }

    private static List<Double> bounds(JsonNode given, @Nullable ValueScale scale, List<FieldProblem> problems) {
        Double from = bound(given, "from", problems);
        Double to = bound(given, "to", problems);
        if (from == null || to == null) {
            return List.of();
        }
        // Values of interactions are stored in single precision, in which both bounds must differ.
        if (!(from.floatValue() < to.floatValue())) {
            add("from", "must be less than to, " + to + ", not " + from, problems);
        } else if (scale == ValueScale.LOG && !(from.floatValue() > 0)) {
            add("from", "must be greater than 0 for a logarithmic scale, not " + from, problems);
        }
        return List.of(from, to);
    }

    /** A value of interactions. */
    private static @Nullable Double bound(JsonNode given, String name, List<FieldProblem> problems) {
        JsonNode value = given.path(name);
        if (!value.isNumber() || !Float.isFinite((float) value.doubleValue())) {
            add(name, "must be a number" + not(value), problems);
            return null;
        }
        return value.doubleValue();
    }

    private @Nullable Double rating(JsonNode given) {
        return given.isNumber() && ratings.contains(given.doubleValue()) ? given.doubleValue() : null;
    }

    private static String not(JsonNode given) {
        return given.isMissingNode()
                ? "; it is missing"
                : ", not " + StringUtils.truncate(given.toString(), LONGEST_TEXT);
    }

    private static void add(String name, String message, List<FieldProblem> problems) {
        problems.add(new FieldProblem(FIELD + "." + name, message));
    }
}
