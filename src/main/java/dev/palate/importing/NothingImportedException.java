package dev.palate.importing;

import dev.palate.importing.file.ImportException;
import java.util.List;

/** The file was read, but nothing of it could be imported. */
public class NothingImportedException extends ImportException {

    NothingImportedException(List<String> reasons) {
        super(Kind.INVALID, "nothing-imported", String.join(" ", reasons), null);
    }
}
