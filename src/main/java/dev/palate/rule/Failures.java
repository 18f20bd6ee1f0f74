package dev.palate.rule;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The evaluations of one expression that failed, for example because an attribute is a text where a number is needed. */
public final class Failures {

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicReference<@Nullable String> first = new AtomicReference<>();

    void add(@Nullable String message) {
        count.incrementAndGet();
        first.compareAndSet(null, String.valueOf(message));
    }

    public int count() {
        return count.get();
    }

    /** The message of a failed evaluation; null if there is none. */
    public @Nullable String first() {
        return first.get();
    }
}
