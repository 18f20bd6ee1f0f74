package dev.palate.core.training;

/** The loss or a parameter is no longer a finite number, so the model would be useless. */
public final class TrainingDivergedException extends RuntimeException {

    private static final String REMEDY = "; try a lower learning rate";

    public TrainingDivergedException(int epoch, int batch, double loss) {
        super("training diverged in epoch " + epoch + ", batch " + batch + ": the loss is " + loss + REMEDY);
    }

    /** After the last batch of an epoch, whose effect no loss shows any more. */
    public TrainingDivergedException(int epoch) {
        super("training diverged in epoch " + epoch + ": a parameter is no longer a finite number" + REMEDY);
    }
}
