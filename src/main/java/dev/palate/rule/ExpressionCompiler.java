package dev.palate.rule;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Compiles expressions and keeps recent ones. Their size and cost are bounded, see {@link CelLanguage}, which is loaded with the first
 * expression: most processes never see one.
 */
@Component
public final class ExpressionCompiler {

    public static final int MOST_CHARACTERS = 2000;

    /** Of all cached texts. A program takes about a hundred times as many bytes. */
    private static final int CACHED_CHARACTERS = 200_000;

    private final SingletonSupplier<CelLanguage> language = SingletonSupplier.of(CelLanguage::new);
    private final Cache<String, Compiled> compiled = Caffeine.newBuilder()
            .maximumWeight(CACHED_CHARACTERS)
            .weigher((String text, Compiled expression) -> text.length() + 100)
            .build();

    /**
     * A compiled expression.
     *
     * @param type the name of the type of its value
     * @param isBoolean whether its value may be true or false
     * @param isNumber whether its value may be a number
     */
    record Compiled(Expression expression, String type, boolean isBoolean, boolean isNumber) {}

    /**
     * Compiles a filter.
     *
     * @param field of the request that has the expression, for messages
     * @throws InvalidExpressionException if it is invalid, too large, or neither true nor false
     */
    public Filter filter(String field, String text) {
        Compiled found = compile(field, text);
        if (!found.isBoolean) {
            throw new InvalidExpressionException(
                    field, "a filter must be true or false, but this is of type " + found.type + ": " + text);
        }
        return new Filter(found.expression);
    }

    /**
     * Compiles a boost.
     *
     * @param field of the request that has the expression, for messages
     * @throws InvalidExpressionException if it is invalid, too large, or no number
     */
    public Boost boost(String field, String text) {
        Compiled found = compile(field, text);
        if (!found.isNumber) {
            throw new InvalidExpressionException(
                    field, "a boost must be a number, but this is of type " + found.type + ": " + text);
        }
        return new Boost(found.expression);
    }

    /** The number of expressions that are kept. */
    public long cached() {
        compiled.cleanUp();
        return compiled.estimatedSize();
    }

    private Compiled compile(String field, String text) {
        Compiled known = compiled.getIfPresent(text);
        if (known == null) {
            known = read(field, text);
            compiled.put(text, known);
        }
        return known;
    }

    private Compiled read(String field, String text) {
        if (text.isBlank()) {
            throw new InvalidExpressionException(field, "an expression must not be blank");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new InvalidExpressionException(
                    field, "an expression may have " + MOST_CHARACTERS + " characters, not " + text.length());
        }
        return language.obtain().compile(field, text);
    }
}
