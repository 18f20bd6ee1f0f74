package dev.palate.interaction.type;

import dev.palate.problem.ProblemException;
import java.util.List;

/** There is no interaction type with that name. */
public final class UnknownInteractionTypeException extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnknownInteractionTypeException(String name, List<String> known) {
        super(
                Kind.NOT_FOUND,
                "unknown-interaction-type",
                "There is no interaction type " + name + "; the types are " + String.join(", ", known) + ".");
    }
}
