package dev.palate.training;

import dev.palate.core.cuda.Device;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this process executes training jobs; {@code palate.jobs.*} applies to them as well.
 *
 * @param concurrency maximum number of training jobs that this process executes at the same time, 0..64; 0 leaves them to other
 *     replicas; default 1
 * @param threads number of worker threads of each job, 0..256; 0 (default) means all CPUs except one, which is left to requests
 * @param device the device that trains networks and scores batches with them: {@code auto} (default) means a GPU if one works, else
 *     the CPU; {@code cpu}; {@code cuda} means a GPU, and the process does not start without one
 * @param precision the precision of matrix products on a GPU: {@code fp32} (default), as on the CPU, or {@code tf32}, which is faster
 *     and rounds factors to 11 bits
 * @param queueLimit maximum number of waiting training jobs of all replicas together, 1..100,000; default 1,000
 * @param save the minimum time between two saved states of a job, 0..1 h; default 30 s; 0 saves after every epoch
 *     (and, for ease with sparse weights, after every part of the items). The time is
 *     extended if saving would take more than a tenth of it
 */
@Validated
@ConfigurationProperties("palate.training")
public record TrainingSettings(
        @DefaultValue("1") @Min(0) @Max(64) int concurrency,
        @DefaultValue("0") @Min(0) @Max(256) int threads,
        @DefaultValue("auto") DeviceChoice device,
        @DefaultValue("fp32") Device.Precision precision,
        @DefaultValue("1000") @Min(1) @Max(100_000) int queueLimit,

        @DefaultValue("30s") @DurationMin @DurationMax(hours = 1)
        Duration save) {

    /** The device that trains networks. */
    enum DeviceChoice {
        AUTO,
        CPU,
        CUDA
    }

    int threadCount() {
        return threads == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() - 1) : threads;
    }
}
