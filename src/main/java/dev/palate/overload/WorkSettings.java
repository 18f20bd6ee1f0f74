package dev.palate.overload;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much this process takes on at once. {@code spring.datasource.hikari.maximum-pool-size} is to be larger than
 * {@code concurrent} and {@code transfers} together: jobs and the health check need connections too.
 *
 * @param concurrent requests that work at once, 1..10,000; default 32
 * @param queued requests that wait for that in the order in which they came, 0..10,000; default 128; one more is answered with 429
 * @param waitTime how long each waits at most, 0..1 min; default 5 s; after that it is answered with 429
 * @param transfers uploads and downloads of files at once, which count apart and do not wait, 1..1,000; default 4
 * @param queryTime how long the database may take for one statement of a request, 1 s..10 min; default 30 s; after that the request
 *     is answered with 503
 */
@Validated
@ConfigurationProperties("palate.limits")
public record WorkSettings(
        @DefaultValue("32") @Min(1) @Max(10_000) int concurrent,
        @DefaultValue("128") @Min(0) @Max(10_000) int queued,

        @DefaultValue("5s") @DurationMin @DurationMax(minutes = 1)
        Duration waitTime,

        @DefaultValue("4") @Min(1) @Max(1_000) int transfers,

        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration queryTime) {}
