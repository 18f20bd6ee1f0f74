package dev.palate.problem.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads parameters that may be repeated from a query string. A comma separates two values; an encoded comma ({@code %2C}) is a part of one,
 * which only the query string tells apart.
 */
public final class QueryLists {

    private QueryLists() {}

    /**
     * All values of the parameter that are not empty.
     *
     * @param query as sent, without the question mark; null: there is none
     * @return null if the query string does not have the parameter
     */
    public static @Nullable List<String> read(@Nullable String query, String name) {
        if (query == null) {
            return null;
        }
        List<String[]> pairs = Stream.of(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> decoded(pair[0]).equals(name))
                .toList();
        return pairs.isEmpty()
                ? null
                : pairs.stream()
                        .filter(pair -> pair.length == 2)
                        .flatMap(pair -> Stream.of(pair[1].split(",")))
                        .map(QueryLists::decoded)
                        .filter(value -> !value.isEmpty())
                        .toList();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
