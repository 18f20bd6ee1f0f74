package dev.palate.catalogue;

import dev.palate.attribute.Attributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item that users can rate.
 *
 * @param id the caller's id
 * @param title as published, for example {@code Star Wars (1977)}
 * @param year the year of publication, if known
 * @param categories for example genres, in the caller's order
 * @param description a longer text, if known
 * @param attributes for example the price
 * @param availableFrom when lists may begin to contain the item; null: from the beginning
 * @param availableUntil when lists no longer contain the item; null: never
 * @param hidden whether the item is in no list, for example because it is out of stock; its ratings count all the same
 */
public record Item(
        String id,
        String title,
        @Nullable Integer year,
        List<String> categories,
        @Nullable String description,
        Attributes attributes,
        @Nullable Instant availableFrom,
        @Nullable Instant availableUntil,
        boolean hidden) {

    private static final long TIMES_BYTES = 50;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public Item {
        categories = List.copyOf(categories);
        availableFrom = stored(availableFrom);
        availableUntil = stored(availableUntil);
    }

    /** An item without a description and attributes that is always available. */
    public Item(String id, String title, @Nullable Integer year, List<String> categories, boolean hidden) {
        this(id, title, year, categories, null, Attributes.NONE, null, null, hidden);
    }

    /** An item that is not hidden. */
    public Item(String id, String title, @Nullable Integer year, List<String> categories) {
        this(id, title, year, categories, false);
    }

    /** PostgreSQL stores microseconds: an item that is put twice is equal to the stored one. */
    private static @Nullable Instant stored(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }

    Item withHidden(boolean newHidden) {
        return new Item(id, title, year, categories, description, attributes, availableFrom, availableUntil, newHidden);
    }

    /**
     * This item, if its times are in order.
     *
     * @throws AvailabilityException if they are not
     */
    public Item checked() {
        checkYear("availableFrom", availableFrom);
        checkYear("availableUntil", availableUntil);
        if (availableFrom != null && availableUntil != null && !availableFrom.isBefore(availableUntil)) {
            throw new AvailabilityException("availableUntil", "must be later than availableFrom");
        }
        return this;
    }

    private static void checkYear(String field, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw new AvailabilityException(field, "must be between the years 1 and 9999");
        }
    }

    /** Whether a list at that time may contain the item. */
    public boolean isShownAt(Instant time) {
        return !hidden
                && (availableFrom == null || !time.isBefore(availableFrom))
                && (availableUntil == null || time.isBefore(availableUntil));
    }

    /** The memory that the item needs in a snapshot, estimated as {@code item_bytes} of the database does. */
    public long memory() {
        return 250
                + id.length()
                + title.length()
                + categories.stream()
                        .mapToLong(category -> 60 + category.length())
                        .sum()
                + (description == null ? 0 : description.length())
                + attributes.memory()
                + (availableFrom == null && availableUntil == null ? 0 : TIMES_BYTES);
    }
}
