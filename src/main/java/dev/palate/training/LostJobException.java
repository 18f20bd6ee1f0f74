package dev.palate.training;

/** Another process has taken the job over, or it has ended: this start of it must not write any more. */
final class LostJobException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostJobException() {
        super("the job was started again elsewhere, or has ended");
    }
}
