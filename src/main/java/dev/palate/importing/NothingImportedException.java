package dev.palate.importing;

import dev.palate.problem.ProblemException;
import java.util.List;

/** The file was read, but nothing of it could be imported. */
public class NothingImportedException extends ProblemException {

    NothingImportedException(List<String> reasons) {
        super(Kind.INVALID, "nothing-imported", String.join(" ", reasons));
    }
}
