package dev.palate.listing;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Lists of popular, trending and latest items.
 *
 * @param merge how often new events are added to the counts, 100 ms..1 h; default 2 s
 * @param refresh how often lists in use are ranked again if their counts have changed, 100 ms..1 h; default 5 s
 */
@Validated
@ConfigurationProperties("palate.lists")
record ListingSettings(
        @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration merge,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(hours = 1)
        Duration refresh) {}
