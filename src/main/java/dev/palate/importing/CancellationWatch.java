package dev.palate.importing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Whether an import is to break off: its process shuts down, or somebody has cancelled it, which is looked up now and then. */
final class CancellationWatch implements BooleanSupplier {

    private static final Duration PERIOD = Duration.ofMillis(500);

    private final UUID id;
    private final ImportLedger ledger;
    private final BooleanSupplier shuttingDown;
    private final Clock clock;
    private Instant next = Instant.MIN;

    CancellationWatch(UUID id, ImportLedger ledger, BooleanSupplier shuttingDown, Clock clock) {
        this.id = id;
        this.ledger = ledger;
        this.shuttingDown = shuttingDown;
        this.clock = clock;
    }

    @Override
    public boolean getAsBoolean() {
        if (shuttingDown.getAsBoolean()) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(PERIOD);
        return ledger.isCancellationRequested(id);
    }
}
