package dev.palate.core.newitem;

import java.util.Locale;

/**
 * One attribute of an item.
 *
 * @param value such as {@code Drama}, {@code star}, {@code 1995}, {@code Drama, 1990s} or {@code brand=Acme}
 */
public record Attribute(Kind kind, String value) {

    /** What an attribute says. */
    public enum Kind {
        CATEGORY(1, 1),
        CATEGORIES(2, 1),
        YEAR(3, 1),
        DECADE(4, 1),
        CATEGORY_IN_DECADE(5, 1),
        TITLE_WORD(6, 0.5f),
        ATTRIBUTE(7, 1),
        DESCRIPTION(8, 0.25f);

        private final int code;
        private final float weight;

        /**
         * @param code of the hash, different for each kind
         * @param weight the value of such an attribute in the regression: the less, the more ratings it takes to count
         */
        Kind(int code, float weight) {
            this.code = code;
            this.weight = weight;
        }

        /** For explanations: {@code title-word}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        int code() {
            return code;
        }

        float weight() {
            return weight;
        }
    }
}
