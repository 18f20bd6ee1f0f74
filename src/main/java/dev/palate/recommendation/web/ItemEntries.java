package dev.palate.recommendation.web;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.StdSerializer;

/** The items of a list in a response: as entries, or as the JSON that these entries become. */
@JsonSerialize(using = ItemEntries.Writer.class)
final class ItemEntries {

    private final List<ItemEntry> entries;
    private final @Nullable SerializedString json;

    private ItemEntries(List<ItemEntry> entries, @Nullable SerializedString json) {
        this.entries = entries;
        this.json = json;
    }

    static ItemEntries of(List<ItemEntry> entries) {
        return new ItemEntries(entries, null);
    }

    /** @param json an array */
    static ItemEntries rendered(SerializedString json) {
        return new ItemEntries(List.of(), Objects.requireNonNull(json));
    }

    /** Writes the array. */
    static final class Writer extends StdSerializer<ItemEntries> {

        Writer() {
            super(ItemEntries.class);
        }

        @Override
        public void serialize(ItemEntries items, JsonGenerator generator, SerializationContext context) {
            if (items.json == null) {
                write(items.entries, generator, context);
            } else {
                generator.writeRawValue(items.json);
            }
        }

        /** Looks up the serializer once for the list; for a raw list Jackson would look it up for each entry. */
        private static void write(List<ItemEntry> entries, JsonGenerator generator, SerializationContext context) {
            ValueSerializer<Object> serializer = context.findTypedValueSerializer(ItemEntry.class, true);
            generator.writeStartArray(entries, entries.size());
            for (ItemEntry entry : entries) {
                serializer.serialize(entry, generator, context);
            }
            generator.writeEndArray();
        }
    }
}
