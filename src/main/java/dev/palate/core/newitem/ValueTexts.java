package dev.palate.core.newitem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The values of an item as texts, such as {@code brand=Acme}. A number is represented by its sign and the nearest power of two on a
 * logarithmic scale, so that similar prices have the same text: 12 to 22 are {@code price≈16}.
 */
final class ValueTexts {

    /** A longer text is prose or an address: no other item has it. */
    private static final int LONGEST_TEXT = 100;

    private static final double LARGEST_WHOLE = 1L << 53;

    private ValueTexts() {}

    /** By name; what is neither a text, a number, a boolean nor a list of texts is left out. */
    static List<String> of(SortedMap<String, Object> values) {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            if (entry.getValue() instanceof List<?> several) {
                several.stream()
                        .filter(String.class::isInstance)
                        .distinct()
                        .sorted()
                        .forEach(value -> add(entry.getKey(), value, texts));
            } else {
                add(entry.getKey(), entry.getValue(), texts);
            }
        }
        return texts;
    }

    private static void add(String name, Object value, List<String> texts) {
        if (value instanceof Number number) {
            texts.add(name + size(number.doubleValue()));
        } else if (value instanceof Boolean || (value instanceof String text && text.length() <= LONGEST_TEXT)) {
            texts.add(name + "=" + value);
        }
    }

    private static String size(double number) {
        if (number == 0 || !Double.isFinite(number)) {
            return number == 0 ? "=0" : "=" + number;
        }
        double power = Math.scalb(1.0, Math.getExponent(number));
        double nearest = Math.copySign(Math.abs(number) / power < Math.sqrt(2) ? power : 2 * power, number);
        boolean whole = nearest == Math.rint(nearest) && Math.abs(nearest) <= LARGEST_WHOLE;
        return "≈" + (whole ? Long.toString((long) nearest) : Double.toString(nearest));
    }
}
