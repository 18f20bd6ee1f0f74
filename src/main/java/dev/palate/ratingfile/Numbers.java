package dev.palate.ratingfile;

/** Numbers as files write them. */
final class Numbers {

    private Numbers() {}

    /**
     * The number, or NaN if it is none.
     *
     * @param decimalComma whether {@code 4,5} is 4.5
     */
    static double parse(String text, boolean decimalComma) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        boolean comma = false;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            comma |= c == ',';
            if ((c < '0' || c > '9') && ",.-+eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(comma && decimalComma ? text.replace(',', '.') : text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
