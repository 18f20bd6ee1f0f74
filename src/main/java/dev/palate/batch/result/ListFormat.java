package dev.palate.batch.result;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.RecommendedItem;
import dev.palate.recommendation.scoring.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes lists as lines, and takes the lines of a user out again. All lines of a user begin with the user's id, and no line of another
 * user begins like them. Ids have no control characters, so a line feed always ends a line. Ids are written as they are, also those that
 * a spreadsheet reads as formulas: a program that reads them must get the ids of the catalogue.
 */
@Component
public final class ListFormat {

    private static final String[] COLUMNS = {"user_id", "rank", "item_id", "score"};

    private final JsonMapper json;

    ListFormat(JsonMapper json) {
        this.json = json;
    }

    /** What precedes the lines of all users. */
    public byte[] header(BatchFormat format) {
        return format == BatchFormat.CSV ? csv(COLUMNS).getBytes(StandardCharsets.UTF_8) : new byte[0];
    }

    /** Writes the lines of a user: in NDJSON one, in CSV one for each item. */
    public void write(BatchFormat format, String userId, Recommendations list, OutputStream out) throws IOException {
        if (format == BatchFormat.CSV) {
            StringWriter lines = new StringWriter();
            try (CsvWriter csv = writer(lines)) {
                for (RecommendedItem item : list.items()) {
                    csv.writeRecord(
                            userId, Integer.toString(item.rank()), item.item().id(), score(item));
                }
            }
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        } else {
            writeJson(userId, list, out);
            out.write('\n');
        }
    }

    private void writeJson(String userId, Recommendations list, OutputStream out) {
        Origin origin = list.origin();
        try (JsonGenerator line = json.createGenerator(out, JsonEncoding.UTF8)) {
            line.writeStartObject();
            line.writeStringProperty("userId", userId);
            line.writeStringProperty("recommendationId", list.issuedId());
            line.writePOJOProperty("model", origin.model());
            line.writePOJOProperty("version", origin.version());
            line.writePOJOProperty("fallback", list.fallback());
            line.writeArrayPropertyStart("items");
            for (RecommendedItem item : list.items()) {
                line.writeStartObject();
                line.writeStringProperty("itemId", item.item().id());
                line.writeNumberProperty("rank", item.rank());
                if (Float.isNaN(item.score())) {
                    line.writeNullProperty("score");
                } else {
                    line.writeNumberProperty("score", item.score());
                }
                line.writeEndObject();
            }
            line.writeEndArray();
            line.writeEndObject();
        }
    }

    /** A gzip member without the lines of a user. */
    public byte[] without(BatchFormat format, String userId, byte[] member) {
        byte[] start = start(format, userId);
        ByteArrayOutputStream kept = new ByteArrayOutputStream(member.length * 4);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(member))) {
            byte[] text = gzip.readAllBytes();
            for (int from = 0; from < text.length; ) {
                int to = from;
                while (text[to++] != '\n') {}
                if (!Arrays.equals(text, from, Math.min(to, from + start.length), start, 0, start.length)) {
                    kept.write(text, from, to - from);
                }
                from = to;
            }
        } catch (IOException e) {
            throw new IllegalStateException("a stored chunk is no gzip member", e);
        }
        return ChunkWriter.compressed(kept.toByteArray());
    }

    /** How the lines of a user begin. */
    private byte[] start(BatchFormat format, String userId) {
        String start = format == BatchFormat.CSV
                ? csv(userId, "").replaceFirst("\n$", "")
                : "{\"userId\":" + json.writeValueAsString(userId) + ',';
        return start.getBytes(StandardCharsets.UTF_8);
    }

    private static String csv(String... values) {
        StringWriter line = new StringWriter();
        try (CsvWriter csv = writer(line)) {
            csv.writeRecord(values);
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot be written into memory", e);
        }
        return line.toString();
    }

    private static CsvWriter writer(StringWriter target) {
        return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(target);
    }

    /** A pinned item that the model does not know has no score. */
    private static String score(RecommendedItem item) {
        return Float.isNaN(item.score()) ? "" : Float.toString(item.score());
    }
}
