package dev.palate.training.policy;

import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
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
 * @param budget of {@code auto}, or of the search before a training; null for a training without a search
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

    boolean isAuto() {
        return algorithm.equals(AutoSelection.NAME);
    }

    /** Of a training of {@code auto}; 0 for other trainings. */
    double autoMinutes() {
        return isAuto() && budget != null ? budget.path("minutes").asDouble(AutoBudget.STANDARD.minutes()) : 0;
    }
}
