package dev.palate.security.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits on the rate of requests.
 *
 * @param requestsPerSecond requests that a key, or an address while there is no key, may send on average, 0..1,000,000; 0 (default)
 *     means no limit
 * @param burst requests that a key or address may send at once before that average applies, 1..1,000,000; default 100
 */
@Validated
@ConfigurationProperties("palate.limits")
record LimitSettings(
        @DefaultValue("0") @Min(0) @Max(1_000_000) int requestsPerSecond,
        @DefaultValue("100") @Min(1) @Max(1_000_000) int burst) {}
