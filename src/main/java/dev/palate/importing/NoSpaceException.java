package dev.palate.importing;

import dev.palate.problem.ProblemException;
import java.io.IOException;

/** An uploaded file cannot be stored until its import. */
public class NoSpaceException extends ProblemException {

    NoSpaceException(String name, long size, IOException cause) {
        super(
                Kind.NO_SPACE,
                "no-space",
                name + " of " + size + " bytes cannot be stored; nothing was imported: " + cause.getMessage(),
                cause);
    }
}
