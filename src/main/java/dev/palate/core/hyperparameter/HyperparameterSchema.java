package dev.palate.core.hyperparameter;

import dev.palate.core.hyperparameter.InvalidHyperparametersException.Violation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Names, types, ranges and defaults of one algorithm's hyper-parameters, read by reflection from a record whose components
 * are annotated with {@link Hyperparameter}.
 */
public final class HyperparameterSchema<H extends Record> {

    private static final int MAX_DRAWS = 100;

    private final H defaults;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Constructor<H> constructor;

    private HyperparameterSchema(H defaults) {
        this.defaults = defaults;
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        for (RecordComponent component : components) {
            parameters.put(component.getName(), new Parameter(component));
        }
        constructor = canonicalConstructor(defaults, components);
        read(defaults, write(defaults));
    }

    /**
     * The schema of {@code defaults}' record.
     *
     * @throws IllegalArgumentException if a component lacks the annotation or has another type than those that it lists, or
     *     a default is outside its range
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
     * @throws InvalidHyperparametersException if a field is unknown, of the wrong type or out of its range
     */
    public H read(Map<String, ?> settings) {
        return read(defaults, settings);
    }

    /** {@code base} with {@code settings} over it. */
    public H read(H base, Map<String, ?> settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> values.put(name, parameter.valueIn(base)));
        List<Violation> violations = new ArrayList<>();
        settings.forEach((name, setting) -> {
            try {
                values.put(name, find(name).read(setting));
            } catch (IllegalArgumentException e) {
                violations.add(new Violation(name, String.valueOf(e.getMessage())));
            }
        });
        if (!violations.isEmpty()) {
            throw new InvalidHyperparametersException(violations);
        }
        return construct(values);
    }

    /**
     * As {@link #read(Record, Map)}, from text such as a command line has: {@code 0.01}, {@code true}, {@code multinomial},
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

    /** By name, as numbers, booleans, lower-case texts and lists of integers; {@link #read(Map)} reads it back. */
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

    /**
     * {@code base} with every component that has a tune range drawn anew from it; drawn again where the record refuses the
     * combination.
     */
    public H sample(H base, RandomGenerator random) {
        for (int attempt = 1; attempt < MAX_DRAWS; attempt++) {
            try {
                return draw(base, random);
            } catch (InvalidHyperparametersException refused) {
                continue;
            }
        }
        return draw(base, random);
    }

    private H draw(H base, RandomGenerator random) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            Optional<Object> drawn = parameter.sample(random);
            values.put(name, drawn.orElseGet(() -> parameter.valueIn(base)));
        });
        return construct(values);
    }

    private Parameter find(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("is unknown; expected one of "
                    + parameters.keySet().stream().collect(Collectors.joining(", ")));
        }
        return parameter;
    }

    private H construct(Map<String, Object> values) {
        try {
            return constructor.newInstance(values.values().toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException cause) {
                throw new InvalidHyperparametersException(
                        List.of(new Violation("hyperparameters", String.valueOf(cause.getMessage()))));
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // the class of an H
    private static <H extends Record> Constructor<H> canonicalConstructor(H defaults, RecordComponent[] components) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<H> found = (Constructor<H>) defaults.getClass().getDeclaredConstructor(types);
            found.setAccessible(true);
            return found;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
