package dev.palate.rating;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Users' ratings that are kept in memory.
 *
 * @param cachedRatings how many ratings at most, of all users together; 0 keeps none; default 1,000,000
 */
@Validated
@ConfigurationProperties("palate.histories")
record HistorySettings(@DefaultValue("1000000") @Min(0) long cachedRatings) {}
