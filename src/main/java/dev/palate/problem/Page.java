package dev.palate.problem;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param page its number, from 0
 * @param size the number of entries of a full page
 * @param total the number of entries on all pages
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> of(List<T> items, PageParameters parameters, long total) {
        return new Page<>(items, parameters.page(), parameters.size(), total);
    }

    /** The page of a list that is completely in memory. */
    public static <T> Page<T> cut(List<T> all, PageParameters parameters) {
        int from = (int) Math.min(parameters.offset(), all.size());
        int to = Math.min(from + parameters.size(), all.size());
        return of(all.subList(from, to), parameters, all.size());
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), page, size, total);
    }
}
