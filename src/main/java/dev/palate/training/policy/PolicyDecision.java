package dev.palate.training.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the policy does now.
 *
 * @param state a sentence for clients and the log
 * @param nextDue when {@code every} is due next; null if that is not in the future or never
 * @param start the training that is due; null for none
 */
record PolicyDecision(
        Phase phase,
        String state,
        @Nullable Instant nextDue,
        @Nullable Start start) {

    /** The states between which the log tells a change. */
    enum Phase {
        OFF,
        TRAINING,
        IMPORTING,
        TOO_FEW,
        UNCHANGED,
        SCHEDULED,
        DUE
    }

    /** The rules that start a job. */
    enum Rule {
        IMPORT,
        FIRST,
        CHANGED,
        EVERY,
        BUDGET
    }

    /**
     * @param reason as the job states it
     * @param first whether it is the first training that counts
     */
    record Start(Rule rule, String reason, boolean first) {}
}
