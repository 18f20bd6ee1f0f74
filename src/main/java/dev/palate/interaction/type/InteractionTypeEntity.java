package dev.palate.interaction.type;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code interaction_types}. A type without a name is deleted. */
@Entity
@Table(name = "interaction_types")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields.
class InteractionTypeEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Short id;

    private @Nullable String name;
    private int erasedUpTo;
    private boolean negative;
    private @Nullable Double countsAs;
    private @Nullable String valueScale;
    private @Nullable Double countsAsLeast;

    @Column(columnDefinition = "float8[]")
    private Double @Nullable [] valueBounds;

    private @Nullable Double halfLifeSeconds;
    private double exclusionSeconds;

    protected InteractionTypeEntity() {}

    InteractionTypeEntity(InteractionType type) {
        set(type);
    }

    final void set(InteractionType type) {
        name = type.name();
        negative = type.signal() == Signal.NEGATIVE;
        halfLifeSeconds =
                type.halfLife() == null ? null : (double) type.halfLife().toSeconds();
        exclusionSeconds = type.exclusionSeconds();
        set(type.countsAs());
    }

    private void set(@Nullable CountsAs preference) {
        ValueScale scale = preference == null ? null : preference.scale();
        countsAs = preference == null ? null : preference.most();
        if (preference == null || scale == null) {
            valueScale = null;
            countsAsLeast = null;
            valueBounds = null;
        } else {
            valueScale = scale.label();
            countsAsLeast = preference.least();
            valueBounds = preference.bounds().toArray(Double[]::new);
        }
    }

    /** Makes it a deleted type: it has no name, represents no preference and excludes nothing. */
    void markDeleted() {
        name = null;
        negative = false;
        halfLifeSeconds = null;
        exclusionSeconds = InteractionType.NEVER;
        set((CountsAs) null);
    }

    short id() {
        return Objects.requireNonNull(id);
    }

    /** The row of the last user whose interactions of this deleted type are erased. */
    int erasedUpTo() {
        return erasedUpTo;
    }

    void setErasedUpTo(int userRow) {
        erasedUpTo = userRow;
    }

    InteractionType type() {
        return new InteractionType(
                Objects.requireNonNull(name),
                negative ? Signal.NEGATIVE : Signal.POSITIVE,
                preference(),
                halfLifeSeconds == null ? null : Duration.ofSeconds(halfLifeSeconds.longValue()),
                exclusionSeconds);
    }

    private @Nullable CountsAs preference() {
        if (countsAs == null) {
            return null;
        }
        if (valueScale == null || countsAsLeast == null || valueBounds == null) {
            return CountsAs.rating(countsAs);
        }
        List<Double> bounds = Arrays.asList(valueBounds);
        return new CountsAs(ValueScale.valueOf(valueScale.toUpperCase(Locale.ROOT)), countsAsLeast, countsAs, bounds);
    }
}
