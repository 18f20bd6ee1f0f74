package dev.palate.recommendation.query;

import java.util.Arrays;
import java.util.Optional;

/** The list that replaces a model for users whom no model can score. */
public enum Fallback {
    /** The items that most users have rated or used. */
    POPULAR("popular"),
    /** The items that are used more than usual. */
    TRENDING("trending"),
    /** The newest items. */
    LATEST("latest");

    private final String key;

    Fallback(String key) {
        this.key = key;
    }

    /** The name in requests and responses. */
    public String key() {
        return key;
    }

    public static Optional<Fallback> of(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findAny();
    }
}
