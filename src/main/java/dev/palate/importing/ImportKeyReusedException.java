package dev.palate.importing;

import java.util.UUID;

/** The key was sent before, with another request. */
public class ImportKeyReusedException extends ImportException {

    ImportKeyReusedException(String key, UUID first) {
        super(
                Kind.CONFLICT,
                "idempotency-key-reused",
                "Idempotency-Key '%s' was used before for another request, which made import %s.".formatted(key, first),
                null);
    }
}
