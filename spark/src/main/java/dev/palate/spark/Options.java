package dev.palate.spark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options of the command line: names with two dashes, each with a value. */
record Options(Map<String, String> values) {

    private static final Set<String> KNOWN = Set.of(
            "order",
            "source",
            "url",
            "csv",
            "parquet",
            "output",
            "state",
            "partitions",
            "model",
            "output-table",
            "k",
            "format");

    /** @throws IllegalArgumentException if an option is unknown or has no value */
    static Options read(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (int k = 0; k < arguments.size(); k += 2) {
            String name = arguments.get(k).replaceFirst("^--", "");
            if (!arguments.get(k).startsWith("--") || !KNOWN.contains(name)) {
                throw new IllegalArgumentException("unknown option '%s'; expected --%s"
                        .formatted(arguments.get(k), String.join(", --", sorted())));
            }
            if (k + 1 == arguments.size()) {
                throw new IllegalArgumentException("the option --%s has no value".formatted(name));
            }
            values.put(name, arguments.get(k + 1));
        }
        return new Options(values);
    }

    private static List<String> sorted() {
        return KNOWN.stream().sorted().toList();
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("the option --%s is missing".formatted(name)));
    }

    int number(String name, int otherwise) {
        String text = values.get(name);
        try {
            return text == null ? otherwise : requirePositive(Integer.parseInt(text), name);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--%s is '%s'; expected a number".formatted(name, text), e);
        }
    }

    private static int requirePositive(int number, String name) {
        if (number < 1) {
            throw new IllegalArgumentException("--%s is %d; expected at least 1".formatted(name, number));
        }
        return number;
    }

    /** The one of {@code names} that is given. */
    String one(String... names) {
        List<String> given = Arrays.stream(names).filter(values::containsKey).toList();
        if (given.size() != 1) {
            throw new IllegalArgumentException("expected one of --%s, but there are %d of them"
                    .formatted(String.join(", --", names), given.size()));
        }
        return given.get(0);
    }
}
