package dev.palate.rating.history;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many ratings of users are cached in memory.
 *
 * @param cachedRatings the largest number of cached ratings of all users together; 0 disables the cache; default 1,000,000
 */
@Validated
@ConfigurationProperties("palate.histories")
record HistorySettings(@DefaultValue("1000000") @Min(0) long cachedRatings) {}
