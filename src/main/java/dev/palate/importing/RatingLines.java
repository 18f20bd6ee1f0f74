package dev.palate.importing;

import dev.palate.rating.RatingRules;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ratings of a file, one after the other: good ones go to a sink, bad ones to the rejections. */
final class RatingLines implements AutoCloseable {

    private static final char UNDECODABLE = '\uFFFD';

    /** Takes one good rating. */
    @FunctionalInterface
    interface Sink {

        void accept(String userId, String itemId, float value, long micros) throws IOException;
    }

    /**
     * What a rating must be like.
     *
     * @param knowsItem whether ratings of an item are taken
     * @param undated the time, in microseconds, of ratings without one
     */
    record Rules(RatingRules ratings, ScaleMapping mapping, Predicate<String> knowsItem, long undated) {}

    private final String file;
    private final LineReader lines;
    private final RatingFields fields;
    private final TimestampFormat timestamps;
    private final Rules rules;
    private final Rejections rejections;

    RatingLines(Part part, RatingSyntax syntax, ByteCount count, Rules rules, Rejections rejections)
            throws IOException {
        this.file = part.name();
        this.lines = new LineReader(part.open(count), syntax.charset());
        this.fields = syntax.fields().get();
        this.timestamps = syntax.timestamps();
        this.rules = rules;
        this.rejections = rejections;
    }

    /** Goes on behind line {@code number}, where an earlier run has got to. */
    void skipTo(long number) throws IOException {
        while (lines.number() < number) {
            String line = lines.next();
            if (line == null) {
                throw new UnreadableFileException("The file has changed: it ends before line " + number + ".");
            }
            if (lines.number() == 1) {
                readsHeader(line);
            }
        }
    }

    /**
     * Reads on to the next good rating and gives it to {@code sink}.
     *
     * @return false at the end of the file
     */
    boolean next(Sink sink) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank() && isGood(line, sink)) {
                return true;
            }
        }
        return false;
    }

    /** The number of the last line read, from 1. */
    long number() {
        return lines.number();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private boolean isGood(String line, Sink sink) throws IOException {
        String userId = null;
        try {
            if (lines.isCut()) {
                throw new BadLineException("is longer than " + LineReader.LONGEST_LINE + " bytes");
            }
            if (!fields.read(line, lines.number())) {
                return false;
            }
            userId = id("user", fields.user());
            String itemId = id("item", fields.item());
            float value = value(fields.value());
            long micros = time(fields.timestamp());
            if (!rules.knowsItem().test(itemId)) {
                throw new BadLineException("there is no item " + itemId);
            }
            sink.accept(userId, itemId, value, micros);
            return true;
        } catch (BadLineException e) {
            rejections.add(file, lines.number(), line, e.getMessage(), userId);
            return false;
        }
    }

    private void readsHeader(String line) {
        try {
            fields.read(line, 1);
        } catch (BadLineException e) {
            // Rejected and counted by the earlier run.
        }
    }

    private float value(String text) throws BadLineException {
        double value;
        try {
            value = text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))
                    ? Double.NaN
                    : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        float mapped = (float) rules.mapping().apply(value);
        if (rules.ratings().checkValue(mapped) != null) {
            throw new BadLineException("the rating must be " + rules.mapping().description() + ", not " + text);
        }
        return mapped;
    }

    private long time(@Nullable String text) throws BadLineException {
        if (text == null) {
            return rules.undated();
        }
        long micros = timestamps.micros(text);
        String wrong = rules.ratings().checkTime(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        if (wrong != null) {
            throw new BadLineException("the timestamp " + wrong + ", not " + text);
        }
        return micros;
    }

    private String id(String what, String id) throws BadLineException {
        if (rules.ratings().checkId(id) != null || id.indexOf(UNDECODABLE) >= 0) {
            throw new BadLineException("the " + what
                    + " id must have 1 to 200 characters, none of them a control character or undecodable");
        }
        return id;
    }
}
