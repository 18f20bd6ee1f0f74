package dev.palate.ratingfile.text;

import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import java.nio.charset.Charset;
import java.util.List;

/**
 * How a text is written, as far as it takes to read its records.
 *
 * @param delimiter of CSV; without meaning for NDJSON
 * @param header whether the first record of CSV names the columns
 * @param names of the columns: as the header says, without one their numbers from 1; for NDJSON the fields of the first
 *     objects; empty if the file holds no record
 */
public record TextLayout(FileFormat format, Charset charset, Delimiter delimiter, boolean header, List<String> names) {

    public TextLayout {
        names = List.copyOf(names);
    }

    /** Opens the records after the header. */
    public Records open(FilePart part, BytesRead count) {
        PhysicalLines lines = new PhysicalLines(part.open(count), charset);
        if (format == FileFormat.NDJSON) {
            return new JsonRecords(lines, names);
        }
        LayoutDetection.skipSeparatorLine(lines);
        DelimitedRecords records = new DelimitedRecords(lines, delimiter, names.size());
        if (header) {
            records.next();
        }
        return records;
    }

    /** The options that say the same. */
    public TextOptions asOptions() {
        return format == FileFormat.NDJSON
                ? new TextOptions(format, charset.name(), null, null)
                : new TextOptions(format, charset.name(), delimiter.displayName(), header);
    }
}
