package dev.palate.ratingfile;

import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.LayoutDetection;
import dev.palate.ratingfile.text.Records;
import dev.palate.ratingfile.text.TextLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the first records of a file look like and how they are read: a preview that changes nothing.
 *
 * @param format what was recognised; without columns where one is missing
 * @param columns of the file, or the fields of its first objects
 * @param firstRows the first records, each by the names of its columns
 * @param sample what reading the first records gave; null where a column is missing
 * @param problem why the file as a whole cannot be read, or null
 */
public record Inspection(
        DetectedFormat format,
        List<String> columns,
        List<Map<String, String>> firstRows,
        @Nullable Sample sample,
        @Nullable String problem) {

    private static final int ROWS = 10;
    private static final int LONGEST_VALUE = 200;

    /**
     * The first records, at most {@link LayoutDetection#SAMPLE}.
     *
     * @param read how many there are
     * @param rejected how many of them cannot be read or break the caller's rules
     * @param lowest the lowest number among the ratings; null if there is none
     * @param highest the highest one
     * @param rejections the first of those that were rejected
     */
    public record Sample(
            int read,
            int rejected,
            @Nullable Double lowest,
            @Nullable Double highest,
            List<RejectedLine> rejections) {}

    /**
     * Inspects a file of ratings.
     *
     * @param rules why a rating is not accepted, or null if it is
     * @throws RatingFileException if the part is no text or the options are invalid
     */
    public static Inspection ofRatings(
            FilePart part, ReadOptions options, Function<RatingReader, @Nullable String> rules) {
        TextLayout layout = RatingFormat.layout(part, options);
        return of(part, layout, () -> {
            RatingFormat format = new RatingFormat(part, layout, options);
            return new Reading(format.describe(), ratings(part, format, rules));
        });
    }

    /** Inspects a file of items, likewise. */
    public static Inspection ofItems(FilePart part, ReadOptions options, Function<ItemRecord, @Nullable String> rules) {
        ItemFormat format;
        try {
            format = ItemFormat.detect(part, options);
        } catch (RatingFileException e) {
            return of(part, ItemFormat.layout(part, options), () -> {
                throw e;
            });
        }
        return of(part, format.layout, () -> new Reading(format.describe(), items(part, format, rules)));
    }

    private record Reading(DetectedFormat format, Sample sample) {}

    private interface Attempt {

        Reading read();
    }

    private static Inspection of(FilePart part, TextLayout layout, Attempt attempt) {
        List<Map<String, String>> rows = rows(part, layout);
        try {
            Reading reading = attempt.read();
            return new Inspection(reading.format(), layout.names(), rows, reading.sample(), null);
        } catch (RatingFileException e) {
            DetectedFormat known = new DetectedFormat(layout.asOptions(), Map.of(), null);
            return new Inspection(
                    known, layout.names(), rows, null, Objects.requireNonNullElse(e.getMessage(), "cannot be read"));
        }
    }

    private static List<Map<String, String>> rows(FilePart part, TextLayout layout) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Records records = layout.open(part, new BytesRead())) {
            while (rows.size() < ROWS && records.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int k = 0; k < layout.names().size(); k++) {
                    String value = records.value(k);
                    if (value != null) {
                        row.put(layout.names().get(k), cut(value));
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String cut(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
    }

    private static Sample ratings(FilePart part, RatingFormat format, Function<RatingReader, @Nullable String> rules) {
        List<RejectedLine> rejections = new ArrayList<>();
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        int good = 0;
        try (RatingReader ratings = RatingReader.open(part, format, new BytesRead(), rejections::add)) {
            while (good + rejections.size() < LayoutDetection.SAMPLE && ratings.next()) {
                String fault = rules.apply(ratings);
                if (fault == null) {
                    good++;
                } else {
                    ratings.reject(fault);
                }
                double value = ratings.value();
                lowest = value < lowest ? value : lowest;
                highest = value > highest ? value : highest;
            }
        }
        boolean any = lowest <= highest;
        return sample(good, any ? lowest : null, any ? highest : null, rejections);
    }

    private static Sample items(FilePart part, ItemFormat format, Function<ItemRecord, @Nullable String> rules) {
        List<RejectedLine> rejections = new ArrayList<>();
        int good = 0;
        try (ItemReader items = ItemReader.open(part, format, new BytesRead(), rejections::add)) {
            ItemRecord item = items.next();
            while (item != null && good + rejections.size() < LayoutDetection.SAMPLE) {
                String fault = rules.apply(item);
                if (fault == null) {
                    good++;
                } else {
                    items.reject(fault);
                }
                item = items.next();
            }
        }
        return sample(good, null, null, rejections);
    }

    private static Sample sample(
            int good, @Nullable Double lowest, @Nullable Double highest, List<RejectedLine> rejections) {
        List<RejectedLine> first = List.copyOf(rejections.subList(0, Math.min(ROWS, rejections.size())));
        return new Sample(good + rejections.size(), rejections.size(), lowest, highest, first);
    }
}
