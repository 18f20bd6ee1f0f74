package dev.palate.importing.file;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The types of the interactions of one file: which interaction type each text of the column of types is. A text is what the option
 * {@code types} says, otherwise the interaction type of that name, otherwise a usual name of a predefined type.
 */
public final class FileTypes {

    /** The row of a type is positive. */
    static final int IGNORED = 0;

    static final int UNKNOWN = -1;

    private static final int MOST_TEXTS = 1000;
    /** Longer ones are hardly types: a line may have a megabyte. */
    private static final int LONGEST_TEXT = 200;

    /** By their plain form. RetailRocket writes addtocart and transaction. */
    private static final Map<String, String> USUAL = Map.of(
            "addtocart", "cart",
            "addtobasket", "cart",
            "transaction", "purchase",
            "order", "purchase",
            "buy", "purchase",
            "pageview", "view");

    private final Map<String, Integer> known;
    private final TypeMap map;
    private final @Nullable String oneType;
    private final Map<String, Integer> rowsByText = new HashMap<>();

    private FileTypes(Map<String, Integer> known, TypeMap map, @Nullable String oneType) {
        this.known = known;
        this.map = map;
        this.oneType = oneType;
    }

    /**
     * @param known the rows of all interaction types by their names
     * @throws UnreadableFileException if the options name a type that does not exist
     */
    public static FileTypes of(ImportOptions options, Map<String, Integer> known) {
        TypeMap map = Objects.requireNonNullElseGet(options.types(), TypeMap::new);
        FileTypes types = new FileTypes(known, map, options.type());
        if (options.type() != null) {
            types.requireKnown(options.type());
        }
        map.values().stream().filter(Objects::nonNull).forEach(types::requireKnown);
        return types;
    }

    /** A type as the file writes it, and the interaction type that it is; null if it is unknown or ignored. */
    public record FoundType(
            String text, long rows, @Nullable String type, boolean ignored) {}

    /** The row of the interaction type, {@link #IGNORED} or {@link #UNKNOWN}. */
    int rowOf(String text) {
        String written = oneType == null ? text : oneType;
        Integer row = rowsByText.get(written);
        if (row == null) {
            row = resolve(written);
            if (rowsByText.size() < MOST_TEXTS && written.length() <= LONGEST_TEXT) {
                rowsByText.put(written, row);
            }
        }
        return row;
    }

    /** The name of the type with that row. */
    public String name(int row) {
        return known.entrySet().stream()
                .filter(type -> type.getValue() == row)
                .map(Map.Entry::getKey)
                .findAny()
                .orElseThrow();
    }

    /** The types with these texts. */
    public List<FoundType> describe(Map<String, Long> rows) {
        return rows.entrySet().stream()
                .map(entry -> {
                    int row = rowOf(entry.getKey());
                    return new FoundType(entry.getKey(), entry.getValue(), row > 0 ? name(row) : null, row == IGNORED);
                })
                .toList();
    }

    /** What a type must be, as the end of a sentence. */
    String rule() {
        return "one of " + String.join(", ", known.keySet()) + ", or be mapped to one with types";
    }

    private int resolve(String text) {
        if (map.containsKey(text)) {
            String mapped = map.get(text);
            return mapped == null ? IGNORED : known.getOrDefault(mapped, UNKNOWN);
        }
        Integer exact = known.get(text);
        if (exact != null) {
            return exact;
        }
        String plain = plain(text);
        Map<String, Integer> byPlainName = new LinkedHashMap<>();
        known.forEach((name, row) -> byPlainName.putIfAbsent(plain(name), row));
        String usual = USUAL.getOrDefault(plain, plain);
        return byPlainName.getOrDefault(plain, byPlainName.getOrDefault(usual, UNKNOWN));
    }

    private void requireKnown(String name) {
        if (!known.containsKey(name)) {
            throw new UnreadableFileException("There is no interaction type " + name + "; the types are "
                    + String.join(", ", known.keySet()) + ". PUT /interaction-types/{name} creates one.");
        }
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[ _.-]", "");
    }
}
