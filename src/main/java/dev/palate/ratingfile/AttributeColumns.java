package dev.palate.ratingfile;

import dev.palate.ratingfile.Columns.Column;
import dev.palate.ratingfile.ItemFormat.UnreadableRecordException;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** The columns of a file that hold attributes: a column for each, one that holds all of them as a JSON object, or both. */
final class AttributeColumns {

    private static final int UNKNOWN_POSITION = Integer.MAX_VALUE;
    private static final Column ATTRIBUTES = new Column(UNKNOWN_POSITION, "attributes");
    /** Not a text of digits with leading zeros, which is an id. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final int all;
    private final List<Single> single;
    private final Pattern separator;

    /** The kinds of values that were read from each column without a type, by the name of the attribute. */
    private final Map<String, Set<String>> kinds = new TreeMap<>();

    /** A column of one attribute. */
    private record Single(int column, String name, Type type) {

        /** As the option names it. */
        String option() {
            return type == Type.GUESSED ? name : name + ":" + type.name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        LIST,
        GUESSED
    }

    /**
     * @param wanted names of columns, or names with a type such as {@code brand:text}
     * @param separator between the texts of a list
     * @throws AttributeColumnException if a wanted column does not exist
     */
    AttributeColumns(Columns columns, List<String> wanted, Pattern separator) {
        this.all = columns.find(null, ATTRIBUTES);
        this.single = wanted.stream().map(name -> single(columns, name)).toList();
        this.separator = separator;
    }

    private static Single single(Columns columns, String wanted) {
        int colon = wanted.lastIndexOf(':');
        String name = colon < 0 ? wanted : wanted.substring(0, colon);
        Type type = colon < 0 ? Type.GUESSED : type(wanted.substring(colon + 1));
        int column = columns.find(name, new Column(UNKNOWN_POSITION, List.of()));
        if (column == Columns.ABSENT && !columns.layout().names().isEmpty()) {
            throw new AttributeColumnException("there is no " + columns.missing(name));
        }
        return new Single(column, name, type);
    }

    private static Type type(String text) {
        return Stream.of(Type.TEXT, Type.NUMBER, Type.BOOLEAN, Type.LIST)
                .filter(type -> type.name().equalsIgnoreCase(text))
                .findAny()
                .orElseThrow(() -> new AttributeColumnException(
                        "the type of an attribute must be text, number, boolean or list, not " + text + "."));
    }

    boolean isEmpty() {
        return all == Columns.ABSENT && single.isEmpty();
    }

    /** The index of the column that holds all attributes, or {@link Columns#ABSENT}. */
    int all() {
        return all;
    }

    /** The columns of single attributes, as the option names them. */
    List<String> options() {
        return single.stream().map(Single::option).toList();
    }

    /** The attributes without a type whose values are of several kinds, with these kinds, in the records that were read. */
    Map<String, Set<String>> mixed() {
        Map<String, Set<String>> mixed = new TreeMap<>(kinds);
        mixed.values().removeIf(found -> found.size() < 2);
        return mixed;
    }

    private void note(Single one, Object value) {
        if (one.type == Type.GUESSED) {
            String kind = value instanceof Number
                    ? "numbers"
                    : value instanceof Boolean ? "booleans" : value instanceof List ? "lists" : "texts";
            kinds.computeIfAbsent(one.name, name -> new TreeSet<>()).add(kind);
        }
    }

    /**
     * The attributes of a record, as JSON values by name.
     *
     * @throws UnreadableRecordException if a value cannot be read
     */
    Map<String, Object> read(Records records) throws UnreadableRecordException {
        Map<String, Object> found = new LinkedHashMap<>();
        if (all != Columns.ABSENT) {
            all(records).forEach((name, value) -> {
                if (value != null) {
                    found.put(name, value);
                }
            });
        }
        for (Single one : single) {
            Object value = value(one, records);
            if (value != null) {
                note(one, value);
                found.put(one.name, value);
            }
        }
        return found;
    }

    private Map<String, @Nullable Object> all(Records records) throws UnreadableRecordException {
        if (records.json(all) instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            object.forEach((name, value) -> values.put(String.valueOf(name), value));
            return values;
        }
        String text = records.value(all);
        if (text == null || text.isEmpty()) {
            return Map.of();
        }
        try {
            Map<String, @Nullable Object> values = StrictJson.MAPPER.readValue(text, OBJECT);
            return values == null ? Map.of() : values; // the text null
        } catch (JacksonException e) {
            String expected = StrictJson.hasFieldTwice(e) ? "have each field once, not " : "be a JSON object, not ";
            throw new UnreadableRecordException("attributes must " + expected + shortened(text));
        }
    }

    private @Nullable Object value(Single one, Records records) throws UnreadableRecordException {
        Object json = records.json(one.column);
        if (json != null && one.type == Type.GUESSED) {
            return json;
        }
        List<String> several = records.values(one.column);
        if (several != null) {
            return several;
        }
        String text = records.value(one.column);
        return text == null || text.isEmpty() ? null : value(one, text);
    }

    private Object value(Single one, String text) throws UnreadableRecordException {
        return switch (one.type) {
            case TEXT -> text;
            case NUMBER -> number(one.name, text);
            case BOOLEAN -> isTrue(one.name, text);
            case LIST -> list(text);
            case GUESSED -> guessed(text);
        };
    }

    private static Object guessed(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        return NUMBER.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }

    private static double number(String name, String text) throws UnreadableRecordException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new UnreadableRecordException(name + " must be a number, not " + shortened(text));
        }
    }

    private List<String> list(String text) {
        List<String> texts = new ArrayList<>();
        for (String part : separator.split(text, -1)) {
            if (!part.isBlank()) {
                texts.add(part.strip());
            }
        }
        return texts;
    }

    static boolean isTrue(String name, String text) throws UnreadableRecordException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "1" -> true;
            case "false", "f", "no", "0", "" -> false;
            default -> throw new UnreadableRecordException(name + " must be true or false, not " + shortened(text));
        };
    }

    static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
