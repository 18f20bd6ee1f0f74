package dev.palate.rating;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The orders in which a user's ratings can be listed; ties are broken by item. */
public enum RatingOrder {
    VALUE("value", "r.value"),
    VALUE_DESCENDING("-value", "r.value desc"),
    RATED_AT("ratedAt", "r.rated_at"),
    RATED_AT_DESCENDING("-ratedAt", "r.rated_at desc"),
    TITLE("title", "i.title"),
    TITLE_DESCENDING("-title", "i.title desc"),
    ITEM("itemId", "length(i.external_id)");

    private final String key;
    private final String sql;

    RatingOrder(String key, String sql) {
        this.key = key;
        this.sql = sql;
    }

    /** The order with that name, for example {@code -value} for the highest value first. */
    public static Optional<RatingOrder> of(String key) {
        return Arrays.stream(values()).filter(order -> order.key.equals(key)).findAny();
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(order -> order.key).toList();
    }

    String sql() {
        return sql;
    }
}
