package dev.palate.interaction.type.web;

import dev.palate.interaction.type.CountsAs;
import dev.palate.interaction.type.InteractionType;
import dev.palate.interaction.type.InteractionTypeException;
import dev.palate.interaction.type.Signal;
import dev.palate.interaction.type.web.InteractionTypeController.TypeBody;
import dev.palate.problem.DomainProblem.FieldProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import tools.jackson.databind.JsonNode;

/** Converts interaction types from JSON, and describes every field that is wrong. */
@Component
class TypeBodyReader {

    private static final int LONGEST_TEXT = 100;

    private final CountsAsReader countsAsReader;

    TypeBodyReader(CountsAsReader countsAsReader) {
        this.countsAsReader = countsAsReader;
    }

    /**
     * @throws InteractionTypeException if a field is wrong
     */
    InteractionType read(String name, TypeBody body) {
        List<FieldProblem> problems = new ArrayList<>();
        Signal signal = body.signal() == null ? Signal.POSITIVE : body.signal();
        CountsAs countsAs = countsAs(body.countsAs(), problems);
        Duration halfLife = halfLife(body.halfLife(), signal, body.countsAs(), problems);
        double exclusion = exclusion(body.excludes(), problems);
        if (!problems.isEmpty()) {
            throw InteractionTypeException.invalid(problems);
        }
        return new InteractionType(name, signal, countsAs, halfLife, exclusion);
    }

    private @Nullable CountsAs countsAs(@Nullable JsonNode given, List<FieldProblem> problems) {
        if (given == null || given.isMissingNode()) {
            problems.add(new FieldProblem(
                    "countsAs", "is missing; null means that interactions of the type represent no preference"));
            return null;
        }
        return countsAsReader.read(given, problems);
    }

    private static @Nullable Duration halfLife(
            @Nullable String text, Signal signal, @Nullable JsonNode countsAs, List<FieldProblem> problems) {
        if (text == null) {
            return null;
        }
        Duration duration = Durations.parse(text).orElse(null);
        if (duration == null) {
            problems.add(new FieldProblem("halfLife", "must be null or " + Durations.EXPECTED + given(text)));
        } else if (signal == Signal.NEGATIVE) {
            problems.add(new FieldProblem("halfLife", "must be null for a negative type: a dislike does not decay"));
        } else if (countsAs != null && countsAs.isNull()) {
            problems.add(new FieldProblem("halfLife", "must be null for a type that represents no preference"));
        }
        return duration;
    }

    private static double exclusion(@Nullable String text, List<FieldProblem> problems) {
        if (text == null || text.equals(Durations.NEVER)) {
            return InteractionType.NEVER;
        }
        if (text.equals(Durations.ALWAYS)) {
            return InteractionType.ALWAYS;
        }
        return Durations.parse(text).map(Duration::toSeconds).orElseGet(() -> {
            problems.add(new FieldProblem("excludes", "must be always, never or " + Durations.EXPECTED + given(text)));
            return 0L;
        });
    }

    private static String given(String text) {
        return ", not " + StringUtils.truncate(text, LONGEST_TEXT);
    }
}
