package dev.palate.recommendation.scoring;

import dev.palate.feedback.Arm;
import dev.palate.feedback.ListSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** A user and the source that scores the user. The preferences are folded in at the first use: a cached list needs no fold-in. */
public final class FoldedUser {

    private final ScoreSource source;
    private final SingletonSupplier<FoldIn> foldIn;
    private final @Nullable Arm arm;

    FoldedUser(ScoreSource source, Supplier<FoldIn> foldIn, @Nullable Arm arm) {
        this.source = source;
        this.foldIn = SingletonSupplier.of(foldIn);
        this.arm = arm;
    }

    public ScoreSource source() {
        return source;
    }

    /** The user's preferences by the item indexes of the source. */
    public FoldIn foldIn() {
        return foldIn.obtain();
    }

    /** The user's arm of a traffic split, also if popularity replaces the model; null outside of a split. */
    public @Nullable Arm arm() {
        return arm;
    }

    /** The source as ids of lists record it. */
    public ListSource listSource() {
        Origin origin = source.origin();
        return new ListSource(origin.tag(), origin.version(), arm);
    }
}
