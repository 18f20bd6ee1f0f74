package dev.palate.importing.file;

import dev.palate.attribute.Attributes;
import dev.palate.attribute.AttributesException;
import dev.palate.problem.ExternalId;
import dev.palate.problem.Sentence;
import dev.palate.ratingfile.RecordReader;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.UserFormat;
import dev.palate.ratingfile.UserRecord;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The valid users of a file, one row after the other. A user may have several rows: each adds its attributes. */
public final class ImportedUsers implements AutoCloseable {

    /** Why a user is rejected that has too many attributes together with those that it had before. */
    public static final String OVERFULL =
            "the user would have more than " + Attributes.MOST + " attributes together with those that it has";

    private final RecordReader<UserRecord> reader;
    private final BytesRead bytes;
    private final long linesDone;

    private ImportedUsers(RecordReader<UserRecord> reader, BytesRead bytes, long linesDone) {
        this.reader = reader;
        this.bytes = bytes;
        this.linesDone = linesDone;
    }

    /** @param linesDone lines that an earlier attempt has processed: their users are skipped */
    public static ImportedUsers open(FilePart part, UserFormat format, Rejections rejections, long linesDone) {
        BytesRead bytes = new BytesRead();
        RecordReader<UserRecord> reader = RecordReader.ofUsers(part, format, bytes, rejected -> {
            if (rejected.line() > linesDone) {
                rejections.accept(rejected);
            }
        });
        return new ImportedUsers(reader, bytes, linesDone);
    }

    /**
     * A valid row.
     *
     * @param overfull the row as one that is rejected because of the attributes that the user has
     */
    public record Row(String userId, Attributes attributes, RejectedLine overfull) {}

    /** Up to {@code size} further rows; fewer only at the end of the file. */
    public List<Row> next(int size) {
        List<Row> rows = new ArrayList<>();
        while (rows.size() < size) {
            Row row = next();
            if (row == null) {
                break;
            }
            rows.add(row);
        }
        return rows;
    }

    private @Nullable Row next() {
        for (UserRecord found = reader.next(); found != null; found = reader.next()) {
            if (reader.line() <= linesDone) {
                continue;
            }
            if (!ExternalId.Check.isValid(found.id()) || found.id().indexOf('\uFFFD') >= 0) {
                reader.reject(
                        "the user id must have 1 to 200 characters, none of them a control character or undecodable");
                continue;
            }
            try {
                Attributes attributes = Attributes.of(found.attributes(), "attributes");
                return new Row(found.id(), attributes, reader.rejected(OVERFULL));
            } catch (AttributesException e) {
                reader.reject(Sentence.clause(String.valueOf(e.getMessage())));
            }
        }
        return null;
    }

    /** The attributes by user; those of a later row replace those of an earlier one that have the same name. */
    public static Map<String, Attributes> together(List<Row> rows) {
        Map<String, Attributes> users = new LinkedHashMap<>();
        rows.forEach(row -> users.merge(row.userId(), row.attributes(), Attributes::with));
        return users;
    }

    /** The number of the first line of the last record. */
    public long line() {
        return reader.line();
    }

    /** How many bytes of the file have been read, in its stored form. */
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        reader.close();
    }
}
