package dev.palate.attribute;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.StorableText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one item or user by name. A value is a {@code String}, a {@code Double}, a {@code Boolean} or a {@code List} of
 * texts. Immutable.
 */
@Schema(
        type = "object",
        description = "Texts, numbers, booleans and lists of texts by name.",
        example = "{\"price\": 12.5, \"brand\": \"Acme\", \"inStock\": true, \"colours\": [\"red\", \"blue\"]}")
public final class Attributes {

    public static final Attributes NONE = new Attributes(Collections.emptySortedMap());

    public static final int MOST = 50;
    static final int LONGEST_TEXT = 1000;
    static final int MOST_TEXTS = 100;
    static final int LONGEST_LISTED = 200;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final double LARGEST_WHOLE = 1L << 53;

    /** An entry of the map and its value, without their texts. */
    private static final long ENTRY_BYTES = 90;

    private final SortedMap<String, Object> values;

    private Attributes(SortedMap<String, Object> values) {
        this.values = Collections.unmodifiableSortedMap(values);
    }

    /**
     * Checks JSON values; null values are left out.
     *
     * @param path of the attributes in the request, for messages
     * @throws AttributesException if a name or a value is not allowed, naming each of them
     */
    public static Attributes of(@Nullable Map<String, ? extends @Nullable Object> json, String path) {
        if (json == null || json.isEmpty()) {
            return NONE;
        }
        List<FieldProblem> problems = new ArrayList<>();
        if (json.size() > MOST) {
            problems.add(tooMany(path, json.size()));
        }
        SortedMap<String, Object> values = new TreeMap<>();
        json.forEach((name, value) -> {
            String fault = value == null ? nameFault(name) : fault(name, value);
            if (fault != null) {
                problems.add(new FieldProblem(path + "." + shortened(name), fault));
            } else if (value != null) {
                values.put(name.intern(), stored(value));
            }
        });
        if (!problems.isEmpty()) {
            throw new AttributesException(problems);
        }
        return values.isEmpty() ? NONE : new Attributes(values);
    }

    private static FieldProblem tooMany(String owner, int count) {
        return new FieldProblem(owner, "must have at most " + MOST + " attributes, not " + count);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Attributes ofJson(Map<String, @Nullable Object> json) {
        return of(json, "attributes");
    }

    /** Why the name of an attribute is not allowed, or null. */
    public static @Nullable String nameFault(String name) {
        return NAME.matcher(name).matches()
                ? null
                : "must have a name of 1 to 64 letters, digits and underscores that begins with no digit";
    }

    /** These and the others; of two with the same name the other one. There may be more than {@link #MOST}. */
    public Attributes with(Attributes others) {
        SortedMap<String, Object> all = new TreeMap<>(values);
        all.putAll(others.values);
        return new Attributes(all);
    }

    /** By name, in alphabetical order. */
    public Map<String, Object> values() {
        return values;
    }

    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /** The values as JSON shows them: whole numbers without a decimal point. */
    @JsonValue
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        values.forEach((name, value) -> json.put(name, value instanceof Double number ? plain(number) : value));
        return json;
    }

    /** An estimate of the heap that they need. */
    public long memory() {
        long bytes = 0;
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            bytes += ENTRY_BYTES + size(entry.getValue());
        }
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attributes attributes && values.equals(attributes.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    private static Object plain(double number) {
        return number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE ? (Object) (long) number : number;
    }

    private static long size(Object value) {
        if (value instanceof List<?> texts) {
            return texts.stream()
                    .mapToLong(text -> 60 + ((String) text).length())
                    .sum();
        }
        return value instanceof String text ? text.length() : 0;
    }

    private static @Nullable String fault(String name, Object value) {
        String fault = nameFault(name);
        if (fault != null) {
            return fault;
        }
        if (value instanceof Boolean) {
            return null;
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? null : "must be a finite number";
        }
        if (value instanceof String text) {
            return textFault(text, LONGEST_TEXT);
        }
        if (value instanceof List<?> list) {
            return listFault(list);
        }
        return "must be a text, a number, a boolean or a list of texts";
    }

    private static @Nullable String listFault(List<?> list) {
        if (list.size() > MOST_TEXTS) {
            return "must have at most " + MOST_TEXTS + " texts, not " + list.size();
        }
        for (Object element : list) {
            if (!(element instanceof String text)) {
                return "must be a list of texts only";
            }
            String fault = textFault(text, LONGEST_LISTED);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable String textFault(String text, int longest) {
        String fault = StorableText.fault(text);
        if (fault != null) {
            return fault;
        }
        return text.length() <= longest ? null : "must have texts of at most " + longest + " characters";
    }

    private static Object stored(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue() + 0.0; // -0.0 becomes 0.0, as PostgreSQL stores it
        }
        return value instanceof List<?> list ? List.copyOf(list) : value;
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "...";
    }
}
