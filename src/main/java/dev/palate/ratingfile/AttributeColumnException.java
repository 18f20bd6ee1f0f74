package dev.palate.ratingfile;

import dev.palate.ratingfile.source.RatingFileException;

/** The option that names the columns of attributes does not fit the file. */
public final class AttributeColumnException extends RatingFileException {

    private static final long serialVersionUID = 1L;

    AttributeColumnException(String message) {
        super("attributeColumns: " + message);
    }
}
