package dev.palate.training;

/** No job has that id. */
public final class UnknownTrainingJobException extends TrainingException {

    private static final long serialVersionUID = 1L;

    public UnknownTrainingJobException(String id) {
        super(Kind.NOT_FOUND, "unknown-training-job", "There is no training job '%s'.".formatted(id));
    }
}
