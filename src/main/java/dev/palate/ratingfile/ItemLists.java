package dev.palate.ratingfile;

import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads files with a line {@code user item item ...} for each user, separated by blanks or tabs, as published splits of implicit data
 * have them (LightGCN). A line can be several megabytes long, and it can have a user without items: only one id is in memory at a time.
 */
public final class ItemLists {

    private static final int SAMPLE_LINES = 1000;
    private static final int LONGEST_ID = 200;
    private static final int MOST_COLUMNS = 4;
    private static final String OTHER_DELIMITERS = ",;:|\"{";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ItemLists() {}

    /** What the first lines of a file look like. */
    public enum Kind {
        /** A line for each user. */
        LISTS,
        /** One rating in each line, or no lines of ids at all. */
        RATINGS,
        /** Both: pairs of a user and an item, or every line has a different user and as many fields as a rating has. */
        EITHER
    }

    /** Receives the ids of a file. */
    public interface Visitor {

        /** Called at the first id of a line. */
        void user(String id, long line);

        /** Called for each other id of this line. */
        void item(String id, long line);
    }

    /**
     * Looks at the first {@value #SAMPLE_LINES} lines. Rating lines have at most four fields and repeat their users; lists have
     * different numbers of items, and no user twice.
     *
     * @throws RatingFileException if the part cannot be read
     */
    public static Kind kind(FilePart part) {
        Sample sample = new Sample();
        try (InputStream in = part.open()) {
            scan(part, in, SAMPLE_LINES, sample);
        } catch (IOException e) {
            throw unreadable(part, e);
        } catch (NoIdException e) {
            return sample.kind() == Kind.LISTS ? Kind.LISTS : Kind.RATINGS; // the reader of this kind says what is wrong
        }
        return sample.kind();
    }

    /**
     * Reads all lines. Lines that are all pairs of a user and an item may repeat users; other lists may not.
     *
     * @throws RatingFileException if the part cannot be read, or a line is not what the others are
     */
    public static void read(FilePart part, BytesRead bytes, Visitor visitor) {
        try (InputStream in = part.open(bytes)) {
            scan(part, in, Long.MAX_VALUE, new OneLineEach(part, visitor));
        } catch (IOException e) {
            throw unreadable(part, e);
        }
    }

    private static RatingFileException unreadable(FilePart part, IOException e) {
        return new RatingFileException(part.name() + " cannot be read: " + e.getMessage(), e);
    }

    /** An id is too long or contains what separates fields in other formats. */
    private static final class NoIdException extends RatingFileException {

        private static final long serialVersionUID = 1L;

        NoIdException(String message) {
            super(message);
        }
    }

    private static void scan(FilePart part, InputStream in, long lines, Visitor visitor) throws IOException {
        byte[] buffer = new byte[1 << 16];
        byte[] id = new byte[LONGEST_ID];
        int length = 0;
        long line = 1;
        boolean inLine = false;
        for (int read = in.read(buffer); read > 0 && line <= lines; read = in.read(buffer)) {
            for (int at = line == 1 && !inLine && length == 0 ? afterMark(buffer, read) : 0; at < read && line <= lines; at++) {
                byte next = buffer[at];
                if (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
                    inLine = accept(part, id, length, line, inLine, visitor);
                    length = 0;
                    if (next == '\n') {
                        line++;
                        inLine = false;
                    }
                } else if (length == LONGEST_ID || (next >= 0 && (next < ' ' || OTHER_DELIMITERS.indexOf(next) >= 0))) {
                    throw noId(part, line, id, length, next);
                } else {
                    id[length++] = next;
                }
            }
        }
        if (line <= lines) {
            accept(part, id, length, line, inLine, visitor);
        }
    }

    private static int afterMark(byte[] buffer, int read) {
        return read >= 3 && Arrays.equals(Arrays.copyOf(buffer, 3), BYTE_ORDER_MARK) ? 3 : 0;
    }

    private static NoIdException noId(FilePart part, long line, byte[] id, int length, byte next) {
        String start = new String(id, 0, Math.min(length, 50), StandardCharsets.UTF_8);
        return new NoIdException(part.name() + ", line " + line + ": expected 'user item item ...', found '" + start
                + (length == LONGEST_ID ? "...', which is longer than " + LONGEST_ID + " bytes" : (char) next + "...'"));
    }

    private static boolean accept(
            FilePart part, byte[] id, int length, long line, boolean inLine, Visitor visitor) {
        if (length == 0) {
            return inLine;
        }
        String text = new String(id, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            throw new NoIdException(part.name() + ", line " + line + ": an id is not UTF-8");
        }
        if (inLine) {
            visitor.item(text, line);
        } else {
            visitor.user(text, line);
        }
        return true;
    }

    private static final class Sample implements Visitor {

        private final Set<String> users = new HashSet<>();
        private boolean repeated;
        private int fields;
        private int fewest = Integer.MAX_VALUE;
        private int most;

        @Override
        public void user(String id, long line) {
            endLine();
            repeated |= !users.add(id);
            fields = 1;
        }

        @Override
        public void item(String id, long line) {
            fields++;
        }

        private void endLine() {
            if (fields > 0) {
                fewest = Math.min(fewest, fields);
                most = Math.max(most, fields);
            }
        }

        Kind kind() {
            endLine();
            if (fewest != most) {
                return most > MOST_COLUMNS || (most > 1 && !repeated) ? Kind.LISTS : Kind.RATINGS;
            }
            return switch (most) {
                case 0, 1 -> Kind.RATINGS;
                case 2 -> Kind.EITHER;
                case 3, MOST_COLUMNS -> repeated ? Kind.RATINGS : Kind.EITHER;
                default -> repeated ? Kind.RATINGS : Kind.LISTS;
            };
        }
    }

    private static final class OneLineEach implements Visitor {

        private final FilePart part;
        private final Visitor delegate;
        private final Set<String> users = new HashSet<>();
        private long repeatedAt;
        private String repeated = "";
        private long longAt;
        private int items;

        OneLineEach(FilePart part, Visitor delegate) {
            this.part = part;
            this.delegate = delegate;
        }

        @Override
        public void user(String id, long line) {
            items = 0;
            if (!users.add(id) && repeatedAt == 0) {
                repeatedAt = line;
                repeated = id;
            }
            requireOneForm();
            delegate.user(id, line);
        }

        @Override
        public void item(String id, long line) {
            if (++items == 2 && longAt == 0) {
                longAt = line;
            }
            requireOneForm();
            delegate.item(id, line);
        }

        private void requireOneForm() {
            if (repeatedAt > 0 && longAt > 0) {
                throw new RatingFileException(part.name() + ", line " + repeatedAt + ": user '" + repeated
                        + "' has a second line, but a file of 'user item item ...', as line " + longAt
                        + " is, has one for each user");
            }
        }
    }
}
