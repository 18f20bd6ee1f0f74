package dev.palate.security.web;

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
 * Limits of requests.
 *
 * @param body the largest body of a request, except forms to {@code POST /imports}, which {@code spring.servlet.multipart} limits;
 *     default 16MB
 * @param bodyTime the time within which such a body must arrive, 100 ms..1 h; default 30 s
 * @param requestsPerSecond requests that a key, or an address while there is no key, may send on average, 0..1,000,000; 0 (default)
 *     means no limit
 * @param burst requests that a key or address may send at once before that average applies, 1..1,000,000; default 100
 */
@Validated
@ConfigurationProperties("palate.limits")
record LimitSettings(
        @DefaultValue("16MB") DataSize body,

        @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration bodyTime,

        @DefaultValue("0") @Min(0) @Max(1_000_000) int requestsPerSecond,
        @DefaultValue("100") @Min(1) @Max(1_000_000) int burst) {}
