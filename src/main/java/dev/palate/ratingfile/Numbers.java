package dev.palate.ratingfile;

/** Numbers as files write them. */
final class Numbers {

    private Numbers() {}

    /**
     * The number, or NaN if it is none.
     *
     * @param decimalComma whether every comma is a decimal one; otherwise {@code 4,5} is 4.5, but {@code 1,000}, which may
     *     be a thousand, is none
     */
    static double parse(String text, boolean decimalComma) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        int comma = -1;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            comma = c == ',' ? k : comma;
            if ((c < '0' || c > '9') && ",.-+eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            boolean decimal = decimalComma || text.length() - comma <= 3;
            return Double.parseDouble(comma >= 0 && decimal ? text.replace(',', '.') : text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
