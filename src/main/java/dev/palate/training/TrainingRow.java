package dev.palate.training;

import dev.palate.core.evaluation.SelectionReport;
import dev.palate.core.training.DeviceReport;
import dev.palate.training.progress.TuningProgress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row of {@code training_jobs}: its columns, hence their number.
 *
 * @param order as {@link dev.palate.training.order.StoredOrders} writes it
 * @param dataDigest of the training data of the latest attempt; null before the first
 * @param savedCheckpoint the state to resume from; null if there is none
 * @param tuning the search so far; null before it began and for other jobs
 * @param selection the contenders of an automatic training so far; null before the first and for other jobs
 * @param device the device that trained the latest epoch; null before the first epoch and for models without epochs
 * @param reason why the training policy started the job; null if a request did
 */
record TrainingRow(
        UUID job,
        ObjectNode order,
        int epoch,
        double progress,
        @Nullable Double secondsLeft,
        double trainSeconds,
        @Nullable String dataDigest,
        @Nullable Integer resumedEpoch,
        @Nullable Long savedCheckpoint,
        @Nullable Integer savedEpoch,
        @Nullable Integer version,
        @Nullable String promotion,
        @Nullable TuningProgress tuning,
        @Nullable SelectionReport selection,
        @Nullable DeviceReport device,
        @Nullable String reason) {}
