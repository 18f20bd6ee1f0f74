package dev.palate.importing.file;

/** The lowest and the highest of some ratings. */
public record ValueRange(double lowest, double highest) {

    public static final ValueRange EMPTY = new ValueRange(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    /** This range, extended by {@code value} unless that is NaN or infinite. */
    public ValueRange with(double value) {
        if (!Double.isFinite(value) || (value >= lowest && value <= highest)) {
            return this;
        }
        return new ValueRange(Math.min(lowest, value), Math.max(highest, value));
    }

    public boolean isEmpty() {
        return lowest > highest;
    }

    public double width() {
        return highest - lowest;
    }
}
