package dev.palate.core.metrics;

/** Root mean squared and mean absolute error of predicted ratings, added up one by one. Not thread-safe. */
public final class RatingError {

    private double squared;
    private double absolute;
    private long count;

    public void add(double predicted, double actual) {
        double error = predicted - actual;
        squared += error * error;
        absolute += Math.abs(error);
        count++;
    }

    /** 0 without predictions. */
    public double rmse() {
        return count == 0 ? 0 : Math.sqrt(squared / count);
    }

    /** 0 without predictions. */
    public double mae() {
        return count == 0 ? 0 : absolute / count;
    }

    public long count() {
        return count;
    }
}
