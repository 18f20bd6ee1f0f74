package dev.palate.importing;

import java.util.UUID;

/** Another process has taken the import over, or it has ended: this run must not write any more. */
final class SupersededRunException extends RuntimeException {

    SupersededRunException(UUID id) {
        super("import " + id + " was taken over by another process");
    }
}
