package dev.palate.catalogue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The times at which items become available or cease to be, which divide time into periods. Immutable. */
final class Availabilities {

    private final Instant[] changes;

    private Availabilities(Instant[] changes) {
        this.changes = changes;
    }

    static Availabilities of(List<Item> items) {
        return new Availabilities(items.stream()
                .flatMap(item -> Stream.of(item.availableFrom(), item.availableUntil()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toArray(Instant[]::new));
    }

    /** The number of the period of a time, from 0. */
    int at(Instant time) {
        int found = Arrays.binarySearch(changes, time);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
