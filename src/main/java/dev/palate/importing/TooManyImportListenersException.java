package dev.palate.importing;

/** As many event streams are open as may. */
public class TooManyImportListenersException extends ImportException {

    public TooManyImportListenersException(int limit) {
        super(
                Kind.OVERLOADED,
                "too-many-listeners",
                "%d event streams are open, which is the limit; ask for the import itself instead.".formatted(limit),
                null);
    }
}
