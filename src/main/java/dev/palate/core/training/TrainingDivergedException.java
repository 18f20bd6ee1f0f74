package dev.palate.core.training;

/** The loss or a parameter is no longer a finite number: the result would be rubbish. */
public final class TrainingDivergedException extends RuntimeException {

    private static final String REMEDY = "; try a lower learning rate";

    public TrainingDivergedException(int epoch, int batch, double loss) {
        super("training diverged in epoch " + epoch + ", batch " + batch + ": the loss is " + loss + REMEDY);
    }

    /** After the last batch of an epoch, which no loss tells of any more. */
    public TrainingDivergedException(int epoch) {
        super("training diverged in epoch " + epoch + ": a parameter is no longer a finite number" + REMEDY);
    }
}
