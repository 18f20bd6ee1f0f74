package dev.palate.catalogue.search;

import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.problem.ProblemException;
import java.util.List;

/** Items cannot be listed in the requested order. */
public class UnknownOrderException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public UnknownOrderException(String order) {
        super(
                Kind.INVALID,
                "invalid-request",
                "parameter sort " + expected(order),
                List.of(new FieldProblem("sort", expected(order))));
    }

    private static String expected(String order) {
        return "must be one of " + ItemOrder.keys() + ", not " + order;
    }
}
