package dev.palate.model.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.palate.core.training.DeviceReport;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a version was trained.
 *
 * @param threads worker threads; they do not change the result
 * @param device the device that trained the network; absent for models without epochs and for versions of earlier releases
 * @param trainSeconds without the time of evaluations
 * @param warmStartVersion the version whose weights were the initial weights, if any
 */
public record TrainingConditions(
        long seed,
        int threads,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable DeviceReport device,
        double trainSeconds,
        @Nullable Integer warmStartVersion) {}
