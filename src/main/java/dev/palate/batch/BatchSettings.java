package dev.palate.batch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this process executes batches of recommendations; {@code palate.jobs.*} applies to them as well.
 *
 * @param concurrency maximum number of batches that this process executes at the same time, 0..16; 0 leaves them to other replicas;
 *     default 1
 * @param threads number of worker threads of each batch, 1..256; default 2
 * @param retention how long the result of an ended batch can be downloaded, at least 1 h; default 7 days. The batch itself stays as
 *     long as other jobs do
 */
@Validated
@ConfigurationProperties("palate.batches")
record BatchSettings(
        @DefaultValue("1") @Min(0) @Max(16) int concurrency,
        @DefaultValue("2") @Min(1) @Max(256) int threads,

        @DefaultValue("7d") @DurationMin(hours = 1) Duration retention) {}
