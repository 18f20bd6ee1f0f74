package dev.palate.rule;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.Map;
import java.util.TreeMap;

/** The variables of expressions and their types. The type of a single attribute is known only when it is evaluated. */
final class Declarations {

    static final String ITEM = "item";
    static final String USER = "user";
    static final String NOW = "now";
    static final String ATTRIBUTES = "attributes";

    /** The types of the fields by variable and field, in alphabetical order. */
    static final Map<String, Map<String, CelType>> FIELDS = Map.of(
            ITEM,
            new TreeMap<>(Map.of(
                    "id",
                    SimpleType.STRING,
                    "title",
                    SimpleType.STRING,
                    "description",
                    SimpleType.STRING,
                    "year",
                    SimpleType.INT,
                    "categories",
                    ListType.create(SimpleType.STRING),
                    "availableFrom",
                    SimpleType.TIMESTAMP,
                    "availableUntil",
                    SimpleType.TIMESTAMP,
                    ATTRIBUTES,
                    MapType.create(SimpleType.STRING, SimpleType.DYN))),
            USER,
            new TreeMap<>(
                    Map.of("id", SimpleType.STRING, ATTRIBUTES, MapType.create(SimpleType.STRING, SimpleType.DYN))));

    private Declarations() {}

    static boolean isReserved(String name) {
        return name.equals(ITEM) || name.equals(USER) || name.equals(NOW);
    }
}
