package dev.palate.importing.file;

import dev.palate.attribute.Attributes;
import dev.palate.attribute.AttributesException;
import dev.palate.catalogue.AvailabilityException;
import dev.palate.catalogue.CatalogueFullException;
import dev.palate.catalogue.Item;
import dev.palate.problem.ExternalId;
import dev.palate.problem.Sentence;
import dev.palate.problem.StorableText;
import dev.palate.ratingfile.ItemDetails;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.ItemRecord;
import dev.palate.ratingfile.RecordReader;
import dev.palate.ratingfile.RejectedLine;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The valid items of a file, one after the other. Only their ids stay in memory, and the reading ends with an error when they
 * need more memory than the catalogue may use.
 */
public final class ImportedItems implements AutoCloseable {

    private static final String OVERFULL =
            "the item would have more than " + Attributes.MOST + " attributes together with those that it has";

    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_CATEGORY = 100;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int MOST_CATEGORIES = 50;

    private final RecordReader<ItemRecord> reader;
    private final long linesDone;
    private final long memory;
    private final Set<String> ids = new HashSet<>();
    private long used;

    private ImportedItems(RecordReader<ItemRecord> reader, long linesDone, long memory) {
        this.reader = reader;
        this.linesDone = linesDone;
        this.memory = memory;
    }

    /**
     * @param linesDone lines that an earlier attempt has processed: their items are skipped, but their ids count
     * @param memory that the catalogue may use
     */
    public static ImportedItems open(
            FilePart part, ItemFormat format, Rejections rejections, long linesDone, long memory) {
        RecordReader<ItemRecord> reader = RecordReader.ofItems(part, format, new BytesRead(), rejected -> {
            if (rejected.line() > linesDone) {
                rejections.accept(rejected);
            }
        });
        return new ImportedItems(reader, linesDone, memory);
    }

    /**
     * A valid row.
     *
     * @param overfull the row as one that is rejected because of the attributes that the item has
     */
    public record Row(Item item, RejectedLine overfull) {}

    /**
     * Up to {@code size} further rows; fewer only at the end of the file.
     *
     * @throws CatalogueFullException if the items of the file do not fit into the catalogue
     */
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
        for (ItemRecord found = reader.next(); found != null; found = reader.next()) {
            String fault = fault(found);
            if (fault == null && ids.contains(found.id())) {
                fault = "item " + found.id() + " is duplicated; the first row counts";
            }
            if (fault != null) {
                reader.reject(fault);
                continue;
            }
            Item item = item(found);
            if (item == null) {
                continue;
            }
            ids.add(item.id());
            used += item.memory();
            if (used > memory) {
                throw new CatalogueFullException(used, memory);
            }
            if (reader.line() > linesDone) {
                return new Row(item, reader.rejected(OVERFULL));
            }
        }
        return null;
    }

    /** The item, or null if its details are rejected. */
    private @Nullable Item item(ItemRecord found) {
        ItemDetails details = found.details();
        try {
            return new Item(
                            found.id(),
                            found.title(),
                            found.year(),
                            found.categories(),
                            details.description(),
                            Attributes.of(details.attributes(), "attributes"),
                            details.availableFrom(),
                            details.availableUntil(),
                            details.hidden())
                    .checked();
        } catch (AttributesException | AvailabilityException e) {
            reader.reject(Sentence.clause(String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** The ids of all items that were read. */
    public Set<String> ids() {
        return ids;
    }

    /** The number of the first line of the last record. */
    public long line() {
        return reader.line();
    }

    @Override
    public void close() {
        reader.close();
    }

    private static @Nullable String fault(ItemRecord item) {
        if (!ExternalId.Check.isValid(item.id())) {
            return "the id must have 1 to 200 characters and no control characters";
        }
        if (!isText(item.title(), LONGEST_TITLE)) {
            return "the title must have 1 to 500 characters and no control characters";
        }
        if (item.categories().size() > MOST_CATEGORIES
                || !item.categories().stream().allMatch(category -> isText(category, LONGEST_CATEGORY))) {
            return "there may be at most 50 categories, each of 1 to 100 characters and no control characters";
        }
        String description = item.details().description();
        if (description != null
                && (description.length() > LONGEST_DESCRIPTION || StorableText.fault(description) != null)) {
            return "the description must have at most " + LONGEST_DESCRIPTION
                    + " characters, none of them U+0000 or half of a surrogate pair";
        }
        return null;
    }

    private static boolean isText(String text, int longest) {
        return !text.isBlank()
                && text.length() <= longest
                && text.chars().noneMatch(Character::isISOControl)
                && !StorableText.hasLoneSurrogate(text);
    }
}
