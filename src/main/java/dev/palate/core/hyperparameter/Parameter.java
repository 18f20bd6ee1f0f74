package dev.palate.core.hyperparameter;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One component of a hyper-parameter record: reads, checks, writes and draws its value. */
final class Parameter {

    private static final int MOST_CHARACTERS = 2000;

    private final RecordComponent component;
    private final UnaryOperator<Record> owner;
    private final Hyperparameter annotation;
    private final String description;
    private final String tuneText;
    private final ParameterKind kind;
    private final Optional<TuneRange> tune;

    /** @param owner from the outermost record to the one that the component belongs to */
    Parameter(RecordComponent component, UnaryOperator<Record> owner, @Nullable Redefine redefined) {
        this.component = component;
        this.owner = owner;
        Hyperparameter found = component.getAnnotation(Hyperparameter.class);
        if (found == null) {
            throw new IllegalArgumentException(component + " lacks @Hyperparameter");
        }
        annotation = found;
        description = redefined == null || redefined.value().isEmpty() ? found.value() : redefined.value();
        tuneText = redefined == null || redefined.tune().isEmpty() ? found.tune() : redefined.tune();
        kind = ParameterKind.of(component);
        tune = tuneText.isEmpty() ? Optional.empty() : Optional.of(TuneRange.parse(tuneText));
        component.getAccessor().setAccessible(true);
    }

    String name() {
        return component.getName();
    }

    Object valueIn(Record values) {
        return value(component, owner.apply(values));
    }

    static Object value(RecordComponent component, Record values) {
        try {
            return component.getAccessor().invoke(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    HyperparameterSpec spec(Object defaultValue) {
        return new HyperparameterSpec(
                name(),
                kind.published(),
                write(defaultValue),
                Double.isInfinite(annotation.min()) ? null : annotation.min(),
                Double.isInfinite(annotation.max()) ? null : annotation.max(),
                choices(),
                description,
                tuneText);
    }

    /** Turns an untyped value into the component's type; the {@link IllegalArgumentException} says what was expected. */
    Object read(@Nullable Object setting) {
        return switch (kind) {
            case INTEGER, NUMBER -> narrow(component.getType(), number(setting));
            case BOOLEAN -> {
                if (setting instanceof Boolean) {
                    yield setting;
                }
                throw mismatch(setting);
            }
            case CHOICE -> choice(setting);
            case INTEGERS -> integers(setting);
            case TEXTS -> texts(setting);
        };
    }

    /** Parses {@code text} to an untyped value; returns the text itself where it cannot be parsed. */
    Object parse(String text) {
        String stripped = text.strip();
        return switch (kind) {
            case INTEGER, NUMBER -> parseNumber(stripped);
            case BOOLEAN ->
                stripped.equals("true") || stripped.equals("false") ? (Object) stripped.equals("true") : stripped;
            case CHOICE -> stripped;
            case INTEGERS ->
                stripped.isEmpty() || stripped.equals("-")
                        ? List.of()
                        : Arrays.stream(stripped.split(","))
                                .map(s -> parseNumber(s.strip()))
                                .toList();
            case TEXTS ->
                stripped.isEmpty() || stripped.equals("-")
                        ? List.of()
                        : Arrays.stream(stripped.split(";")).map(String::strip).toList();
        };
    }

    Object write(Object value) {
        if (value instanceof Float f) {
            return Double.valueOf(f.toString());
        }
        return value instanceof Enum<?> e ? kebab(e) : value;
    }

    Optional<Object> sample(RandomGenerator random) {
        return tune.map(range -> read(parse(range.draw(random, kind == ParameterKind.INTEGER))));
    }

    private static Object parseNumber(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private BigDecimal number(@Nullable Object setting) {
        if (!(setting instanceof Number)) {
            throw mismatch(setting);
        }
        BigDecimal value;
        try {
            value = new BigDecimal(setting.toString());
        } catch (NumberFormatException e) {
            throw mismatch(setting);
        }
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        double size = value.doubleValue();
        if (size < annotation.min() || size > annotation.max() || (kind != ParameterKind.NUMBER && !whole)) {
            throw mismatch(setting);
        }
        return value;
    }

    private Object narrow(Class<?> type, BigDecimal value) {
        try {
            if (type == int.class) {
                return value.intValueExact();
            }
            return type == long.class
                    ? (Object) value.longValueExact()
                    : type == float.class ? (Object) value.floatValue() : (Object) value.doubleValue();
        } catch (ArithmeticException e) {
            throw mismatch(value);
        }
    }

    private Object choice(@Nullable Object setting) {
        if (setting instanceof String text) {
            String wanted = text.toLowerCase(Locale.ROOT).replace('_', '-');
            for (Object constant : component.getType().getEnumConstants()) {
                if (kebab((Enum<?>) constant).equals(wanted)) {
                    return constant;
                }
            }
        }
        throw mismatch(setting);
    }

    private List<Integer> integers(@Nullable Object setting) {
        if (!(setting instanceof List<?> list) || list.size() > annotation.maxLength()) {
            throw mismatch(setting);
        }
        List<Integer> values = new ArrayList<>();
        for (Object element : list) {
            values.add((Integer) narrow(int.class, number(element)));
        }
        return List.copyOf(values);
    }

    private List<String> texts(@Nullable Object setting) {
        if (!(setting instanceof List<?> list) || list.size() > annotation.maxLength()) {
            throw mismatch(setting);
        }
        List<String> values = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text) || text.length() > MOST_CHARACTERS) {
                throw mismatch(setting);
            }
            values.add(text);
        }
        return List.copyOf(values);
    }

    private List<String> choices() {
        return kind != ParameterKind.CHOICE
                ? List.of()
                : Arrays.stream(component.getType().getEnumConstants())
                        .map(constant -> kebab((Enum<?>) constant))
                        .toList();
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private IllegalArgumentException mismatch(@Nullable Object setting) {
        String was = setting instanceof String text ? "'" + text + "'" : String.valueOf(setting);
        return new IllegalArgumentException("must be " + expectation() + ", but was " + was);
    }

    private String expectation() {
        return switch (kind) {
            case INTEGER -> "a whole number" + range();
            case NUMBER -> "a number" + range();
            case BOOLEAN -> "true or false";
            case CHOICE -> "one of " + String.join(", ", choices());
            case INTEGERS -> "a list of at most " + annotation.maxLength() + " whole numbers, each" + range();
            case TEXTS -> "a list of at most " + annotation.maxLength() + " texts";
        };
    }

    private String range() {
        boolean below = Double.isInfinite(annotation.min());
        boolean above = Double.isInfinite(annotation.max());
        if (below) {
            return above ? "" : " of at most " + plain(annotation.max());
        }
        return above
                ? " of at least " + plain(annotation.min())
                : " from " + plain(annotation.min()) + " to " + plain(annotation.max());
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
