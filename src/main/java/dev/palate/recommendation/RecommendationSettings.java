package dev.palate.recommendation;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How recommendations are served.
 *
 * @param defaultModel the algorithm that answers when a request names none, such as {@code vae}. Unset (the default): of the
 *     active versions the one that was activated last
 * @param popularityMaxAge how old the counts behind the popularity fallback may be, at least 2 ms; default 10 s
 * @param cachedPlaces how many places of lists made lately are kept for users who ask again before anything has changed; 0
 *     keeps none; default 200,000
 */
@Validated
@ConfigurationProperties("palate.recommendations")
record RecommendationSettings(
        @Nullable String defaultModel,
        @DefaultValue("10s") @DurationMin(millis = 2) Duration popularityMaxAge,
        @DefaultValue("200000") @Min(0) long cachedPlaces) {}
