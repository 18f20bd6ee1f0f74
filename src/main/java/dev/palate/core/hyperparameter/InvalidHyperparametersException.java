package dev.palate.core.hyperparameter;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that are not valid hyper-parameters; lists every invalid field. */
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
     * One invalid field.
     *
     * @param field the name of the setting
     * @param message the expected and the actual value, as a predicate: {@code must be a whole number from 1 to 10, but was 0}
     */
    public record Violation(String field, String message) {}
}
