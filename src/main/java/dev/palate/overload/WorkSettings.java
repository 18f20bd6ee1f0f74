package dev.palate.overload;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of this process on concurrent requests. {@code spring.datasource.hikari.maximum-pool-size} should be larger than
 * the sum of {@code concurrent}, {@code writers} and {@code transfers}, because jobs and the health check need connections as well.
 *
 * @param concurrent maximum number of requests that read and are processed concurrently, 1..10,000; default 28
 * @param writers the same for requests that write, which can wait for one another, 1..10,000; default 8
 * @param queued maximum number of requests that wait in the order of arrival, 0..10,000, and as many that write; default 320;
 *     further requests get a 429
 * @param waitTime maximum time that a request waits, 0..1 min; default 5 s; after that it gets a 429
 * @param transfers maximum number of concurrent downloads of files, which have their own limit and do not wait, 1..1,000; default 4
 * @param uploads the same for uploads of files, 1..1,000; default 4
 * @param queryTime maximum time of one database statement of a request, 1 s..10 min; default 30 s; after that the request gets
 *     a 503
 * @param memory the heap that all requests may use at the same time; 0 (default) means two fifths of the largest heap; a request
 *     that needs more than others leave gets a 429
 */
@Validated
@ConfigurationProperties("palate.limits")
public record WorkSettings(
        @DefaultValue("28") @Min(1) @Max(10_000) int concurrent,
        @DefaultValue("8") @Min(1) @Max(10_000) int writers,
        @DefaultValue("320") @Min(0) @Max(10_000) int queued,

        @DefaultValue("5s") @DurationMin @DurationMax(minutes = 1)
        Duration waitTime,

        @DefaultValue("4") @Min(1) @Max(1_000) int transfers,
        @DefaultValue("4") @Min(1) @Max(1_000) int uploads,

        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration queryTime,

        @DefaultValue("0B") DataSize memory) {}
