package dev.palate.recommendation.scoring;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How recommendations are served.
 *
 * @param defaultModel the algorithm for requests that do not name one, such as {@code vae}, unless a request has pinned another
 *     one. Unset (the default): the active version with the best score
 * @param popularityMaxAge maximum age of the rating counts of the popularity fallback, at least 2 ms; counts that take longer than
 *     a second are kept twenty times as long as they take; default 10 s
 * @param cacheSize the largest cache of recommendation lists, which serves users whose data has not changed; 0 disables the cache;
 *     default 16MB
 * @param fadeIgnored whether items fade that were shown at least ten times to a user, as events say, and that the user never clicked or
 *     rated: their scores are lowered; false by default
 * @param nextPageFor for how long the next page of a list that was requested with {@code pages=true} can be requested; 0: no list has one;
 *     default 24 h
 */
@Validated
@ConfigurationProperties("palate.recommendations")
public record RecommendationSettings(
        @Nullable String defaultModel,
        @DefaultValue("10s") @DurationMin(millis = 2) Duration popularityMaxAge,
        @DefaultValue("16MB") DataSize cacheSize,
        @DefaultValue("false") boolean fadeIgnored,
        @DefaultValue("24h") @DurationMin Duration nextPageFor) {}
