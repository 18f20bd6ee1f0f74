package dev.palate.importing;

/** The lowest and the highest of some ratings. */
record ValueRange(double lowest, double highest) {

    static final ValueRange EMPTY = new ValueRange(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** This range, extended by {@code value} unless that is NaN or infinite. */
    ValueRange with(double value) {
        if (!Double.isFinite(value) || value >= lowest && value <= highest) {
            return this;
        }
        return new ValueRange(Math.min(lowest, value), Math.max(highest, value));
    }

    boolean isEmpty() {
        return lowest > highest;
    }

    double width() {
        return highest - lowest;
    }
}
