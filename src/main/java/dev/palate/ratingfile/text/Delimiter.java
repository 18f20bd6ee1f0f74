package dev.palate.ratingfile.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What separates the fields of a record.
 *
 * @param text the separator; for {@link #SPACES} any run of spaces
 * @param quoted whether quotes enclose fields, as in RFC 4180; otherwise a quote is a character like any other
 */
public record Delimiter(String text, boolean quoted) {

    public static final Delimiter COMMA = new Delimiter(",", true);
    public static final Delimiter DOUBLE_COLON = new Delimiter("::", false);
    public static final Delimiter SPACES = new Delimiter(" ", false);

    private static final List<Delimiter> CANDIDATES = List.of(
            new Delimiter("\t", true), DOUBLE_COLON, new Delimiter(";", true), COMMA, new Delimiter("|", true), SPACES);

    /** The one that a caller calls {@code name}: the text itself, {@code tab} or {@code space}. */
    public static Delimiter named(String name) {
        return switch (name) {
            case "tab", "\\t" -> new Delimiter("\t", true);
            case "space", " " -> SPACES;
            case "::" -> DOUBLE_COLON;
            default -> new Delimiter(name, true);
        };
    }

    /** The one that Excel writes into a first line such as {@code sep=;}, or null if the line is none. */
    static @Nullable Delimiter declared(String firstLine) {
        return firstLine.length() == 5 && firstLine.regionMatches(true, 0, "sep=", 0, 4)
                ? named(firstLine.substring(4))
                : null;
    }

    /**
     * The first one that splits all of {@code lines} into equally many fields, at least {@code fewest}; else the first one
     * that splits the first line so; else a comma. If a blank follows it everywhere, the blank belongs to it and not to the
     * next field.
     */
    static Delimiter guess(List<String> lines, int fewest) {
        Delimiter found = guessUnpadded(lines, fewest);
        Delimiter padded = new Delimiter(found.text + " ", found.quoted);
        boolean always =
                lines.stream().allMatch(line -> padded.count(line) > 1 && padded.count(line) == found.count(line));
        return found.quoted && always && !lines.isEmpty() ? padded : found;
    }

    private static Delimiter guessUnpadded(List<String> lines, int fewest) {
        for (Delimiter candidate : CANDIDATES) {
            int count = lines.isEmpty() ? 0 : candidate.count(lines.get(0));
            if (count >= fewest && lines.stream().allMatch(line -> candidate.count(line) == count)) {
                return candidate;
            }
        }
        return CANDIDATES.stream()
                .filter(candidate -> !lines.isEmpty() && candidate.count(lines.get(0)) >= fewest)
                .findFirst()
                .orElse(COMMA);
    }

    /** How callers name it. */
    public String displayName() {
        return text.equals("\t") ? "tab" : text.equals(" ") ? "space" : text;
    }

    boolean isSpaces() {
        return equals(SPACES);
    }

    private int count(String line) {
        if (isSpaces()) {
            return line.strip().split(" +").length;
        }
        int count = 1;
        boolean inQuotes = false;
        for (int k = 0; k < line.length(); k++) {
            if (quoted && line.charAt(k) == '"') {
                inQuotes = !inQuotes;
            } else if (!inQuotes && line.startsWith(text, k)) {
                count++;
                k += text.length() - 1;
            }
        }
        return count;
    }
}
