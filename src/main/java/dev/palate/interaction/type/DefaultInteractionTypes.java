package dev.palate.interaction.type;

import dev.palate.rating.RatingScale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The predefined types, on the configured scale of ratings. They are created once: a type that an operator deletes stays deleted. If
 * the scale is changed later, they follow it as long as no type differs from them.
 */
@Component
class DefaultInteractionTypes {

    private static final Logger log = LoggerFactory.getLogger(DefaultInteractionTypes.class);

    /** The scale of the values below. */
    private static final double MINIMUM = 0.5;

    private static final double MAXIMUM = 5;
    private static final MathContext PRECISION = new MathContext(6);

    private final InteractionTypeRows rows;
    private final RatingScale scale;

    DefaultInteractionTypes(InteractionTypeRows rows, RatingScale scale) {
        this.rows = rows;
        this.scale = scale;
    }

    @Transactional
    public void create() {
        long revision = rows.lockRevision();
        List<InteractionTypeEntity> stored = rows.findAllByName();
        List<InteractionType> wanted = on(scale.minimum(), scale.maximum());
        if (revision == 0) {
            wanted.forEach(type -> rows.saveAndFlush(new InteractionTypeEntity(type)));
            rows.nextRevision();
        } else if (areDefaultsOfAnotherScale(stored, wanted)) {
            for (int k = 0; k < wanted.size(); k++) {
                stored.get(k).set(wanted.get(k));
                rows.saveAndFlush(stored.get(k));
            }
            rows.nextRevision();
            log.info("The predefined interaction types now represent ratings on the scale of {}", scale.description());
        } else {
            stored.stream()
                    .map(InteractionTypeEntity::type)
                    .filter(this::isOffScale)
                    .forEach(this::warn);
        }
    }

    /** On a scale of that range, in the order of their names. */
    private static List<InteractionType> on(double minimum, double maximum) {
        return List.of(
                positive("cart", rating(4, minimum, maximum), InteractionType.NEVER),
                positive("click", rating(3, minimum, maximum), InteractionType.NEVER),
                negative("dislike", rating(0.5, minimum, maximum)),
                negative("hide", null),
                positive("like", rating(4.5, minimum, maximum), InteractionType.ALWAYS),
                positive("purchase", rating(5, minimum, maximum), InteractionType.ALWAYS),
                positive("view", rating(3, minimum, maximum), InteractionType.NEVER));
    }

    private static InteractionType positive(String name, CountsAs countsAs, double exclusionSeconds) {
        return new InteractionType(name, Signal.POSITIVE, countsAs, null, exclusionSeconds);
    }

    private static InteractionType negative(String name, @Nullable CountsAs countsAs) {
        return new InteractionType(name, Signal.NEGATIVE, countsAs, null, InteractionType.ALWAYS);
    }

    private static CountsAs rating(double value, double minimum, double maximum) {
        double mapped = minimum + (value - MINIMUM) / (MAXIMUM - MINIMUM) * (maximum - minimum);
        return CountsAs.rating(new BigDecimal(mapped).round(PRECISION).doubleValue());
    }

    private static boolean areDefaultsOfAnotherScale(List<InteractionTypeEntity> stored, List<InteractionType> wanted) {
        List<InteractionType> types =
                stored.stream().map(InteractionTypeEntity::type).toList();
        CountsAs lowest = countsAs(types, "dislike");
        CountsAs highest = countsAs(types, "purchase");
        return lowest != null
                && highest != null
                && !types.equals(wanted)
                && types.equals(on(lowest.most(), highest.most()));
    }

    private static @Nullable CountsAs countsAs(List<InteractionType> types, String name) {
        return types.stream()
                .filter(type -> type.name().equals(name))
                .map(InteractionType::countsAs)
                .filter(Objects::nonNull)
                .findAny()
                .orElse(null);
    }

    private boolean isOffScale(InteractionType type) {
        CountsAs countsAs = type.countsAs();
        return countsAs != null && !(scale.contains(countsAs.least()) && scale.contains(countsAs.most()));
    }

    private void warn(InteractionType type) {
        log.warn(
                "Interactions of the type {} represent a rating that is not {}, the configured scale: PUT /interaction-types/{} with another countsAs",
                type.name(),
                scale.description(),
                type.name());
    }
}
