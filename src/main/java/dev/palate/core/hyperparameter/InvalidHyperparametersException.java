package dev.palate.core.hyperparameter;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that no hyper-parameter record can be made of: all that is wrong with them, field by field. */
public final class InvalidHyperparametersException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    InvalidHyperparametersException(List<Violation> violations) {
        super(violations.stream().map(v -> v.field() + " " + v.message()).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** In the order of the settings. */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * One thing wrong.
     *
     * @param field the setting's name
     * @param message what it must be and what it was, as a predicate: {@code must be a whole number from 1 to 10, but was 0}
     */
    public record Violation(String field, String message) {}
}
