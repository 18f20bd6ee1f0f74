package dev.palate.core.ensemble;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.training.Algorithm;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A member of an ensemble.
 *
 * @param weight at least 0; a member with weight 0 is neither trained nor scored. NaN if it is not decided
 */
record Member<H extends Record>(Contender<H> contender, double weight) {

    private static final String WEIGHT = "weight";
    private static final String PRESET = "preset";

    /**
     * Reads a text such as {@code dae dropout=0.4 weight=0.3}.
     *
     * @throws IllegalArgumentException if it names no known algorithm, or a setting that the algorithm refuses
     */
    static Member<?> parse(String text, List<Algorithm<?>> known, double threshold) {
        String[] parts = text.strip().split("\\s+", -1);
        Algorithm<?> algorithm = known.stream()
                .filter(candidate -> candidate.name().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("member '" + parts[0] + "' is not one of "
                        + known.stream().map(Algorithm::name).collect(Collectors.joining(", "))));
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "member '" + text + "': '" + part + "' must be a setting such as epochs=50");
            }
            settings.put(part.substring(0, equals), part.substring(equals + 1));
        }
        try {
            return of(algorithm, settings, threshold);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("member '" + text + "': " + e.getMessage(), e);
        }
    }

    private static <H extends Record> Member<H> of(
            Algorithm<H> algorithm, Map<String, String> settings, double threshold) {
        Map<String, String> own = new LinkedHashMap<>(settings);
        if (own.containsKey("threshold")) {
            throw new IllegalArgumentException("the threshold is that of the ensemble");
        }
        String weight = own.remove(WEIGHT);
        String preset = own.remove(PRESET);
        if (preset != null && !algorithm.presets().containsKey(preset)) {
            throw new IllegalArgumentException("preset '" + preset + "' is not one of "
                    + algorithm.presets().keySet());
        }
        H base = preset == null
                ? algorithm.hyperparameters().defaults()
                : Objects.requireNonNull(algorithm.presets().get(preset));
        Contender<H> contender = new Contender<>(algorithm, base).withThreshold(threshold);
        H read = algorithm.hyperparameters().readText(contender.hyperparameters(), own);
        return new Member<>(new Contender<>(algorithm, read), weight == null ? Double.NaN : number(weight));
    }

    private static double number(String weight) {
        try {
            double number = Double.parseDouble(weight);
            if (number >= 0 && number <= 1e6) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The exception below describes it.
        }
        throw new IllegalArgumentException("weight must be a number of at least 0, but was '" + weight + "'");
    }

    String name() {
        return contender.name();
    }

    boolean isUsed() {
        return weight != 0;
    }

    Member<H> withWeight(double newWeight) {
        return new Member<>(contender, newWeight);
    }

    /** Trained for exactly this number of epochs. */
    Member<H> forExactly(int epochs) {
        return new Member<>(contender.forExactly(epochs), weight);
    }

    boolean predictsRatings() {
        return contender.algorithm().predictsRatings(contender.hyperparameters());
    }

    /** The text that {@link #parse} reads: the settings that differ from the defaults, and the weight. */
    String text() {
        Map<String, Object> defaults = Contender.of(contender.algorithm()).settings();
        StringBuilder text = new StringBuilder(name());
        contender.settings().forEach((setting, value) -> {
            if (!value.equals(defaults.get(setting)) && !setting.equals("threshold")) {
                text.append(' ').append(setting).append('=').append(written(value));
            }
        });
        if (!Double.isNaN(weight)) {
            text.append(' ').append(WEIGHT).append('=').append(written(weight));
        }
        return text.toString();
    }

    private static String written(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "-" : list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        return value instanceof Double number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value).toLowerCase(Locale.ROOT);
    }
}
