package dev.palate.importing;

import java.util.UUID;
import org.springframework.stereotype.Service;

/** Stops imports. */
@Service
public class ImportCanceller {

    private final ImportLedger ledger;
    private final Imports imports;

    ImportCanceller(ImportLedger ledger, Imports imports) {
        this.ledger = ledger;
        this.imports = imports;
    }

    /**
     * Ends a waiting import; tells the process that runs a running one to stop behind a whole batch. What was written stays.
     *
     * @throws UnknownImportException if there is no such import
     * @throws ImportEndedException if it has ended already
     */
    public ImportStatus cancel(UUID id) {
        boolean found = ledger.requestCancellation(id);
        ImportStatus status = imports.get(id);
        if (!found) {
            throw new ImportEndedException(id, status.state());
        }
        return status;
    }
}
