package dev.palate.overview;

/**
 * How many there are.
 *
 * @param exact whether {@code count} was counted; otherwise it is an estimate
 */
public record Total(long count, boolean exact) {

    static Total exact(long count) {
        return new Total(count, true);
    }
}
