package dev.palate.core.autoencoder;

/** How the learning rate changes from the first epoch to the last. */
public enum LearningRateSchedule {
    /** The same rate in every epoch. */
    CONSTANT,
    /** A straight line down to a tenth. */
    LINEAR,
    /** Half a cosine down to a tenth (Loshchilov and Hutter 2017, without restarts). */
    COSINE;

    private static final double FLOOR = 0.1;

    /** The factor of the learning rate in epoch {@code epoch}, counted from 1, of {@code epochs}. */
    public double factor(int epoch, int epochs) {
        double progress = epochs == 1 ? 0 : (epoch - 1.0) / (epochs - 1);
        return switch (this) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - (1 - FLOOR) * progress;
            case COSINE -> FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * progress));
        };
    }
}
