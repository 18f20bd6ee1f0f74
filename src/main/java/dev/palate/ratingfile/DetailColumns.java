package dev.palate.ratingfile;

import dev.palate.ratingfile.Columns.Column;
import dev.palate.ratingfile.ItemFormat.UnreadableItemException;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.time.TimeFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The columns of a file of items that hold {@link ItemDetails}. */
final class DetailColumns {

    private static final int UNKNOWN_POSITION = Integer.MAX_VALUE;
    private static final Column HIDDEN = new Column(UNKNOWN_POSITION, "hidden ishidden");
    private static final Column DESCRIPTION = new Column(UNKNOWN_POSITION, "description");
    private static final Column ATTRIBUTES = new Column(UNKNOWN_POSITION, "attributes");
    private static final Column FROM = new Column(UNKNOWN_POSITION, "availablefrom");
    private static final Column UNTIL = new Column(UNKNOWN_POSITION, "availableuntil");
    /** Not a text of digits with leading zeros, which is an id. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final TimeFormat ISO = TimeFormat.named("iso");

    private final int hidden;
    private final int description;
    private final int attributes;
    private final int from;
    private final int until;
    private final List<Single> single;
    private final Pattern separator;

    /** A column of one attribute. */
    private record Single(int column, String name, Type type) {}

    private enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        LIST,
        GUESSED
    }

    /**
     * @param wanted the columns of attributes: names, or names with a type such as {@code brand:text}
     * @param separator between the texts of a list
     * @throws RatingFileException if a wanted column does not exist
     */
    DetailColumns(Columns columns, List<String> wanted, Pattern separator) {
        this.hidden = columns.find(null, HIDDEN);
        this.description = columns.find(null, DESCRIPTION);
        this.attributes = columns.find(null, ATTRIBUTES);
        this.from = columns.find(null, FROM);
        this.until = columns.find(null, UNTIL);
        this.single = wanted.stream().map(name -> single(columns, name)).toList();
        this.separator = separator;
    }

    private static Single single(Columns columns, String wanted) {
        int colon = wanted.lastIndexOf(':');
        String name = colon < 0 ? wanted : wanted.substring(0, colon);
        Type type = colon < 0 ? Type.GUESSED : type(wanted.substring(colon + 1));
        return new Single(columns.require(name, new Column(UNKNOWN_POSITION, List.of()), name), name, type);
    }

    private static Type type(String text) {
        return Stream.of(Type.TEXT, Type.NUMBER, Type.BOOLEAN, Type.LIST)
                .filter(type -> type.name().equalsIgnoreCase(text))
                .findAny()
                .orElseThrow(() -> new RatingFileException(
                        "The type of an attribute must be text, number, boolean or list, not " + text + "."));
    }

    /** What the file says of its items; of the rest it says nothing. */
    Set<ItemDetails.Kind> kinds() {
        Set<ItemDetails.Kind> kinds = EnumSet.noneOf(ItemDetails.Kind.class);
        if (hidden != Columns.ABSENT) {
            kinds.add(ItemDetails.Kind.HIDDEN);
        }
        if (description != Columns.ABSENT) {
            kinds.add(ItemDetails.Kind.DESCRIPTION);
        }
        if (attributes != Columns.ABSENT || !single.isEmpty()) {
            kinds.add(ItemDetails.Kind.ATTRIBUTES);
        }
        if (from != Columns.ABSENT || until != Columns.ABSENT) {
            kinds.add(ItemDetails.Kind.AVAILABILITY);
        }
        return kinds;
    }

    int hidden() {
        return hidden;
    }

    int attributes() {
        return attributes;
    }

    /** @throws UnreadableItemException if a value cannot be read */
    ItemDetails read(Records records) throws UnreadableItemException {
        if (kinds().isEmpty()) {
            return ItemDetails.NONE;
        }
        String text = records.value(description);
        return new ItemDetails(
                text == null || text.isEmpty() ? null : text,
                attributes(records),
                time(records, from, "availableFrom"),
                time(records, until, "availableUntil"),
                isTrue("hidden", Objects.requireNonNullElse(records.value(hidden), "")));
    }

    private Map<String, Object> attributes(Records records) throws UnreadableItemException {
        Map<String, Object> found = new LinkedHashMap<>();
        if (attributes != Columns.ABSENT) {
            all(records).forEach((name, value) -> {
                if (value != null) {
                    found.put(name, value);
                }
            });
        }
        for (Single one : single) {
            Object value = value(one, records);
            if (value != null) {
                found.put(one.name, value);
            }
        }
        return found;
    }

    private Map<String, @Nullable Object> all(Records records) throws UnreadableItemException {
        if (records.json(attributes) instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            object.forEach((name, value) -> values.put(String.valueOf(name), value));
            return values;
        }
        String text = records.value(attributes);
        if (text == null || text.isEmpty()) {
            return Map.of();
        }
        try {
            return JSON.readValue(text, OBJECT);
        } catch (JacksonException e) {
            throw new UnreadableItemException("attributes must be a JSON object, not " + shortened(text));
        }
    }

    private @Nullable Object value(Single one, Records records) throws UnreadableItemException {
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

    private Object value(Single one, String text) throws UnreadableItemException {
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

    private static double number(String name, String text) throws UnreadableItemException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new UnreadableItemException(name + " must be a number, not " + shortened(text));
        }
    }

    private List<String> list(String text) {
        List<String> texts = new ArrayList<>();
        for (String part : separator.split(text)) {
            if (!part.isBlank()) {
                texts.add(part.strip());
            }
        }
        return texts;
    }

    private static @Nullable Instant time(Records records, int column, String name) throws UnreadableItemException {
        String text = records.value(column);
        if (text == null || text.isEmpty()) {
            return null;
        }
        long micros = ISO.micros(text);
        if (micros == TimeFormat.UNREADABLE) {
            throw new UnreadableItemException(
                    name + " must be a time such as 2026-01-31T12:00:00Z, not " + shortened(text));
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static boolean isTrue(String name, String text) throws UnreadableItemException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "1" -> true;
            case "false", "f", "no", "0", "" -> false;
            default -> throw new UnreadableItemException(name + " must be true or false, not " + shortened(text));
        };
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
