package dev.palate.catalogue;

import dev.palate.problem.ProblemException;

/** There is no item with that id. */
public class UnknownItemException extends ProblemException {

    public UnknownItemException(String itemId) {
        super(Kind.NOT_FOUND, "unknown-item", "There is no item " + itemId + ".");
    }
}
