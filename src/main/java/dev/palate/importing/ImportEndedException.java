package dev.palate.importing;

import java.util.UUID;

/** The import has ended, so there is nothing to cancel. */
public class ImportEndedException extends ImportException {

    ImportEndedException(UUID id, ImportState state) {
        super(Kind.CONFLICT, "import-ended", "Import %s has ended already, as %s.".formatted(id, state), null);
    }
}
