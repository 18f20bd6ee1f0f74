package dev.palate.core.training;

/** The loss or a parameter is no longer a finite number: the result would be rubbish. */
public final class TrainingDivergedException extends RuntimeException {

    public TrainingDivergedException(int epoch, int batch, double loss) {
        super("training diverged in epoch " + epoch + ", batch " + batch + ": the loss is " + loss
                + "; try a lower learning rate");
    }
}
