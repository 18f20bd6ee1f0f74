package dev.palate.ratingfile;

import dev.palate.ratingfile.source.RatingFileException;
import org.jspecify.annotations.Nullable;

/** A file of ratings has no column of ratings: its rows may be interactions. */
public final class NoRatingColumnException extends RatingFileException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String typeColumn;

    NoRatingColumnException(String message, @Nullable String typeColumn) {
        super(message);
        this.typeColumn = typeColumn;
    }

    /** The column that looks like the types of interactions, or null. */
    public @Nullable String typeColumn() {
        return typeColumn;
    }
}
