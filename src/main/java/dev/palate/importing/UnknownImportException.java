package dev.palate.importing;

import java.util.UUID;

/** There is no import of that id. */
public class UnknownImportException extends ImportException {

    UnknownImportException(UUID id) {
        super(Kind.NOT_FOUND, "unknown-import", "There is no import " + id + ".", null);
    }
}
