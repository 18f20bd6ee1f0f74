package dev.palate.importing;

import dev.palate.catalogue.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Items as one JSON object a line, the categories an array or one text. */
final class NdjsonItems implements ItemFields {

    private final ImportOptions options;

    NdjsonItems(ImportOptions options) {
        this.options = options;
    }

    @Override
    public Item read(String line, long number) throws BadLineException {
        JsonNode object = NdjsonFields.object(line);
        String title = text(find(object, options.titleColumn(), DelimitedItems.TITLE));
        return ItemSyntax.checked(
                text(find(object, options.itemColumn(), DelimitedItems.ID)),
                title,
                ItemSyntax.yearOf(text(find(object, options.yearColumn(), DelimitedItems.YEAR)), title),
                categories(find(object, options.categoriesColumn(), DelimitedItems.CATEGORIES)));
    }

    private List<String> categories(@Nullable JsonNode node) {
        if (node == null || !node.isArray()) {
            return options.categories(text(node));
        }
        List<String> categories = new ArrayList<>();
        for (JsonNode category : node) {
            categories.add(text(category));
        }
        return categories;
    }

    private static @Nullable JsonNode find(JsonNode object, @Nullable String wanted, List<String> usual) {
        for (String name : wanted == null ? usual : List.of(wanted)) {
            if (object.hasNonNull(name)) {
                return object.get(name);
            }
        }
        return null;
    }

    private static String text(@Nullable JsonNode node) {
        return node != null && node.isValueNode() ? node.asString().strip() : "";
    }
}
