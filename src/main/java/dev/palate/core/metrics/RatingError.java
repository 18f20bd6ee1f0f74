package dev.palate.core.metrics;

/** Accumulates the errors of predicted ratings. Not thread-safe. */
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

    public void add(RatingError other) {
        squared += other.squared;
        absolute += other.absolute;
        count += other.count;
    }

    /** Root mean squared error; 0 without predictions. */
    public double rmse() {
        return count == 0 ? 0 : Math.sqrt(squared / count);
    }

    /** Mean absolute error; 0 without predictions. */
    public double mae() {
        return count == 0 ? 0 : absolute / count;
    }

    public double squaredSum() {
        return squared;
    }

    public double absoluteSum() {
        return absolute;
    }

    public long count() {
        return count;
    }
}
