package dev.palate.core.hyperparameter;

import dev.palate.core.hyperparameter.InvalidHyperparametersException.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Names, types, ranges and defaults of one algorithm's hyper-parameters, read by reflection from a record whose components
 * are annotated with {@link Hyperparameter}. A component may be such a record itself: its hyper-parameters are then read and
 * written as if they were the outer record's own, so the external form is always flat.
 *
 * <p>Palate keeps its own schema because one declaration has to serve five purposes at once: typed records for the
 * algorithms, validation of all fields with their ranges in the message, the published list of hyper-parameters, text of a
 * command line, and the ranges of a random search. Bean Validation or a JSON schema library covers one or two of these.
 */
public final class HyperparameterSchema<H extends Record> {

    private static final int MAX_DRAWS = 100;
    private static final int MOST_VIOLATIONS = 100;

    private final H defaults;
    private final ParameterGroup<H> group;
    private final Map<String, Parameter> parameters;

    @SuppressWarnings("unchecked") // the class of an H
    private HyperparameterSchema(H defaults) {
        this.defaults = defaults;
        this.group = new ParameterGroup<>((Class<H>) defaults.getClass(), UnaryOperator.identity(), Map.of());
        this.parameters = group.parameters();
        read(defaults, write(defaults));
    }

    /**
     * The schema of {@code defaults}' record.
     *
     * @throws IllegalArgumentException if a component lacks the annotation or has a type that the annotation does not list,
     *     two hyper-parameters have the same name, or a default is outside its range
     */
    public static <H extends Record> HyperparameterSchema<H> of(H defaults) {
        return new HyperparameterSchema<>(defaults);
    }

    public H defaults() {
        return defaults;
    }

    /**
     * The defaults with {@code settings} over them. Numbers may be of any {@link Number} type; a choice is read in lower or
     * upper case.
     *
     * @throws InvalidHyperparametersException if a field is unknown, of the wrong type or out of its range; it names the first
     *     {@value #MOST_VIOLATIONS} of them
     */
    public H read(Map<String, ?> settings) {
        return read(defaults, settings);
    }

    /** As {@link #read(Map)}, with {@code settings} over {@code base}. */
    public H read(H base, Map<String, ?> settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> values.put(name, parameter.valueIn(base)));
        List<Violation> violations = new ArrayList<>();
        boolean listed = false;
        for (Map.Entry<String, ?> setting : settings.entrySet()) {
            String name = setting.getKey();
            Parameter parameter = parameters.get(name);
            if (parameter == null) {
                violations.add(new Violation(
                        name, NearestName.describe(name, parameters.keySet()) + (listed ? "" : expected())));
                listed = true;
            } else {
                try {
                    values.put(name, parameter.read(setting.getValue()));
                } catch (IllegalArgumentException e) {
                    violations.add(new Violation(name, String.valueOf(e.getMessage())));
                }
            }
            if (violations.size() == MOST_VIOLATIONS) {
                break;
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidHyperparametersException(violations);
        }
        return group.construct(values);
    }

    /**
     * As {@link #read(Record, Map)}, from texts as on a command line: {@code 0.01}, {@code true}, {@code multinomial},
     * {@code 600,200} ({@code -} is the empty list).
     */
    public H readText(H base, Map<String, String> settings) {
        Map<String, Object> parsed = new LinkedHashMap<>();
        settings.forEach((name, text) -> {
            Parameter parameter = parameters.get(name);
            parsed.put(name, parameter == null ? text : parameter.parse(text));
        });
        return read(base, parsed);
    }

    /** The hyper-parameters by name, as numbers, booleans, lower-case texts and lists of integers; {@link #read(Map)} accepts them. */
    public Map<String, Object> write(H values) {
        Map<String, Object> written = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> written.put(name, parameter.write(parameter.valueIn(values))));
        return written;
    }

    /** In the order of the record's components. */
    public List<HyperparameterSpec> specs() {
        return parameters.values().stream()
                .map(parameter -> parameter.spec(parameter.valueIn(defaults)))
                .toList();
    }

    /** Whether there is a hyper-parameter of this name. */
    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** The value of one hyper-parameter, which {@link #has} says is there. */
    public Object value(H values, String name) {
        return Objects.requireNonNull(parameters.get(name), name).valueIn(values);
    }

    /**
     * {@code base} with a random value for every hyper-parameter that has a tune range, and redrawn where the record refuses
     * the combination.
     *
     * @param kept the names of hyper-parameters that keep their values
     */
    public H sample(H base, RandomGenerator random, Set<String> kept) {
        for (int attempt = 1; attempt < MAX_DRAWS; attempt++) {
            try {
                return draw(base, random, kept);
            } catch (InvalidHyperparametersException refused) {
                // The next attempt draws other values.
            }
        }
        return draw(base, random, kept);
    }

    private H draw(H base, RandomGenerator random, Set<String> kept) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            Optional<Object> drawn = kept.contains(name) ? Optional.empty() : parameter.sample(random);
            values.put(name, drawn.orElseGet(() -> parameter.valueIn(base)));
        });
        return group.construct(values);
    }

    private String expected() {
        return "; expected one of " + String.join(", ", parameters.keySet());
    }
}
