package dev.palate.ratingfile.text;

import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Recognises from the first records how a text is written, where the options do not say it. */
public final class LayoutDetection {

    /** How many records are read to recognise what the rest of the file is like. */
    public static final int SAMPLE = 1000;

    private static final int FIRST_LINES = 10;
    /** A preview has all columns of ten records, so their number is bounded. */
    private static final int MOST_COLUMNS = 1000;

    private LayoutDetection() {}

    /**
     * @param fewestColumns how many columns a record has at least
     * @param isHeader whether the first record names columns; the second one is empty if there is none
     * @throws RatingFileException if the part is no text or its encoding is unknown
     */
    public static TextLayout detect(
            FilePart part, TextOptions options, int fewestColumns, BiPredicate<List<String>, List<String>> isHeader) {
        Charset charset = Encodings.named(options.encoding());
        List<String> lines = firstLines(part, charset);
        String start = lines.isEmpty() ? "" : lines.get(0).strip();
        FileFormat format = options.format() != null ? options.format() : guess(part, start);
        if (format == FileFormat.NDJSON) {
            return new TextLayout(format, charset, Delimiter.COMMA, false, fieldNames(part, charset));
        }
        Delimiter declared = Delimiter.declared(start);
        Delimiter delimiter = options.delimiter() != null
                ? Delimiter.named(options.delimiter())
                : declared != null ? declared : Delimiter.guess(lines, fewestColumns);
        return delimited(
                part,
                charset,
                delimiter,
                (first, second) -> options.header() != null ? options.header() : isHeader.test(first, second));
    }

    /** Excel writes {@code sep=;} before the records. */
    static void skipSeparatorLine(PhysicalLines lines) {
        String first = lines.next();
        if (first != null && Delimiter.declared(first) == null) {
            lines.pushBack(List.of(first));
        }
    }

    private static TextLayout delimited(
            FilePart part, Charset charset, Delimiter delimiter, BiPredicate<List<String>, List<String>> isHeader) {
        PhysicalLines lines = new PhysicalLines(part.open(), charset);
        skipSeparatorLine(lines);
        try (DelimitedRecords records = new DelimitedRecords(lines, delimiter, 0)) {
            List<String> first = records.next() ? records.values() : List.of();
            requireFew(first, part);
            List<String> second = records.next() ? records.values() : List.of();
            boolean named = isHeader.test(first, second);
            List<String> names = named
                    ? first
                    : IntStream.rangeClosed(1, first.size())
                            .mapToObj(Integer::toString)
                            .toList();
            return new TextLayout(FileFormat.CSV, charset, delimiter, named, names);
        }
    }

    private static List<String> fieldNames(FilePart part, Charset charset) {
        Set<String> names = new LinkedHashSet<>();
        try (JsonRecords records = new JsonRecords(new PhysicalLines(part.open(), charset), List.of())) {
            for (int k = 0; k < SAMPLE && records.next(); k++) {
                if ((k == 0 && records.text().stripLeading().startsWith("[{"))
                        || records.text().strip().equals("[")) {
                    throw new RatingFileException(part.name() + " is one array of JSON: write one object a line instead"
                            + " (jq -c '.[]' does that).");
                }
                records.addNames(names);
                requireFew(names, part);
            }
        }
        return List.copyOf(names);
    }

    private static void requireFew(Collection<String> columns, FilePart part) {
        if (columns.size() > MOST_COLUMNS) {
            throw new RatingFileException(part.name() + " has more than " + MOST_COLUMNS + " columns.");
        }
    }

    private static FileFormat guess(FilePart part, String start) {
        boolean json = part.name().endsWith(".ndjson")
                || part.name().endsWith(".jsonl")
                || start.startsWith("{")
                || start.startsWith("[");
        return json ? FileFormat.NDJSON : FileFormat.CSV;
    }

    private static List<String> firstLines(FilePart part, Charset charset) {
        List<String> first = new ArrayList<>();
        try (PhysicalLines lines = new PhysicalLines(part.open(), charset)) {
            for (String line = lines.next(); line != null && first.size() < FIRST_LINES; line = lines.next()) {
                if (!line.isBlank()) {
                    first.add(line);
                }
            }
        }
        return first;
    }
}
