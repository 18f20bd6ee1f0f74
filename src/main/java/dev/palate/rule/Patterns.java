package dev.palate.rule;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Pattern;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Collection;

/**
 * The function {@code matches} with patterns that are compiled once. CEL's own compiles the pattern in each call, which takes longer than the
 * match. Patterns are constant, so there are few.
 */
final class Patterns {

    static final String FUNCTION = "matches";

    private static final int MOST = 1000;

    private final LoadingCache<String, Pattern> compiled =
            Caffeine.newBuilder().maximumSize(MOST).build(Pattern::compile);

    /** Of the call as a function and as a method. */
    @SuppressWarnings("Immutable") // the cache is safe for concurrent use, and its entries depend on their keys alone
    Collection<CelFunctionBinding> bindings() {
        return CelFunctionBinding.fromOverloads(
                FUNCTION,
                CelFunctionBinding.from("matches", String.class, String.class, this::matches),
                CelFunctionBinding.from("matches_string", String.class, String.class, this::matches));
    }

    private boolean matches(String text, String pattern) {
        return compiled.get(pattern).matcher(text).find();
    }
}
