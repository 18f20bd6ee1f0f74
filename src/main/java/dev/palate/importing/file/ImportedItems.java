package dev.palate.importing.file;

import dev.palate.catalogue.Item;
import dev.palate.problem.ExternalId;
import dev.palate.ratingfile.ItemFormat;
import dev.palate.ratingfile.ItemReader;
import dev.palate.ratingfile.ItemRecord;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the valid items of a file into memory, where the snapshot of the catalogue holds all items anyway. */
public final class ImportedItems {

    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_CATEGORY = 100;
    private static final int MOST_CATEGORIES = 50;

    private ImportedItems() {}

    public static List<Item> read(FilePart part, ItemFormat format, Rejections rejections) {
        List<Item> items = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        try (ItemReader reader = ItemReader.open(part, format, new BytesRead(), rejections)) {
            for (ItemRecord found = reader.next(); found != null; found = reader.next()) {
                String fault = fault(found);
                if (fault == null && !ids.add(found.id())) {
                    fault = "item " + found.id() + " is duplicated; the first row counts";
                }
                if (fault == null) {
                    items.add(new Item(found.id(), found.title(), found.year(), found.categories(), found.hidden()));
                } else {
                    reader.reject(fault);
                }
            }
        }
        return items;
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
        return null;
    }

    private static boolean isText(String text, int longest) {
        return !text.isBlank() && text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }
}
