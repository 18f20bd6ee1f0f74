package dev.palate.training.policy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * When the service trains by itself, and what: the fields of the JSON that clients see and that is stored, hence their number.
 *
 * @param every as {@link Recurrence} reads it
 * @param whenChanged the share of the ratings whose change starts a training; 0 for none
 * @param minimumInteractions ratings and interactions below which nothing is trained
 * @param budget of the search; null for a training without a search
 * @param promote as in a training order
 */
public record TrainingPolicy(
        boolean enabled,
        String algorithm,
        String every,
        double whenChanged,
        boolean afterImport,
        int minimumInteractions,
        @Schema(implementation = Map.class) @Nullable ObjectNode budget,
        String promote) {

    Recurrence recurrence() {
        return Recurrence.parse(every);
    }
}
