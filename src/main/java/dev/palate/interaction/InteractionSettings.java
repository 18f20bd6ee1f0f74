package dev.palate.interaction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Interactions of users with items.
 *
 * @param batchLimit the largest number of interactions in one {@code POST /interactions}, 1..50,000; default 10,000
 * @param eventIdsKept how long the id of an event is kept: within this time a repeated event is not stored again, 1 h..400 d;
 *     default 30 d
 * @param fromFeedback whether {@code clicked} events of recommendations count as interactions of the type {@code click}, and {@code
 *     rated} events as ratings, in models and lists; false by default
 * @param ratedAs with {@code fromFeedback}: the interaction type that {@code rated} events count as. Unset (the default): they count as
 *     ratings
 */
@Validated
@ConfigurationProperties("palate.interactions")
public record InteractionSettings(
        @DefaultValue("10000") @Min(1) @Max(50_000) int batchLimit,

        @DefaultValue("30d") @DurationMin(hours = 1) @DurationMax(days = 400)
        Duration eventIdsKept,

        @DefaultValue("false") boolean fromFeedback,
        @Nullable String ratedAs) {}
