package dev.palate.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;

/**
 * Names of operations, which generated clients use for their methods: a verb and a noun. A name is derived from the method and
 * the path, unless {@link #OWN} has a better one.
 */
final class OperationNames {

    private static final String EXPORTS = "/exports/";

    /** What {@code POST} does to the resource whose path precedes the verb. */
    private static final Set<String> VERBS = Set.of("activate", "cancel", "check", "end", "preview", "train", "tune");

    private static final Map<String, String> OWN = Map.ofEntries(
            Map.entry("GET /users/{userId}/recommendations", "recommend"),
            Map.entry("POST /recommendations", "recommendToVisitor"),
            Map.entry("POST /recommendations/batch", "recommendToUsers"),
            Map.entry("POST /recommendations/{recommendationId}/next", "recommendNextPage"),
            Map.entry("POST /recommendations/{recommendationId}/events", "recordEvents"),
            Map.entry("GET /users/{userId}/recommendations/comparison", "compareRecommendations"),
            Map.entry("GET /items/{itemId}/similar", "listSimilarItems"),
            Map.entry("GET /items/popular", "listPopularItems"),
            Map.entry("GET /items/trending", "listTrendingItems"),
            Map.entry("GET /items/latest", "listLatestItems"),
            Map.entry("POST /ratings", "recordRatings"),
            Map.entry("POST /interactions", "recordInteractions"),
            Map.entry("GET /activity", "listActivity"),
            Map.entry("POST /imports", "startImport"),
            Map.entry("POST /recommendation-batches", "startRecommendationBatch"),
            Map.entry("POST /api-keys", "createApiKey"),
            Map.entry("POST /download-links", "createDownloadLink"),
            Map.entry("POST /scenarios/{name}/rollback", "rollBackScenario"),
            Map.entry("POST /models/{algorithm}/versions", "publishModelVersion"),
            Map.entry("GET /models/comparison", "compareModels"),
            Map.entry("GET /models/splits", "listModelSplits"),
            Map.entry("GET /models/default", "getDefaultModel"),
            Map.entry("PUT /models/default", "putDefaultModel"),
            Map.entry("DELETE /models/default", "deleteDefaultModel"));

    private OperationNames() {}

    /**
     * {@code PUT /users/{userId}/ratings/{itemId}} is {@code putUserRating}, {@code GET /items} with pages is {@code listItems},
     * and {@code POST /models/vae/train} is {@code trainVae}.
     */
    static String of(HttpMethod method, String path, Operation operation) {
        String own = OWN.get(method + " " + path);
        if (own != null) {
            return own;
        }
        if (path.startsWith(EXPORTS)) {
            return "export" + nouns(path.substring(EXPORTS.length()));
        }
        int last = path.lastIndexOf('/');
        String verb = path.substring(last + 1);
        if (method == HttpMethod.POST && VERBS.contains(verb)) {
            String algorithm = path.substring(0, last).replaceFirst("^/models/(?!\\{)", "");
            return verb + nouns(algorithm.equals("/imports") ? "import" : algorithm);
        }
        boolean pages = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "page".equals(parameter.getName()));
        return (pages ? "list" : method.name().toLowerCase(Locale.ROOT)) + nouns(path);
    }

    /** {@code item-knn} is {@code ItemKnn}. */
    static String capitalized(String name) {
        return Arrays.stream(name.split("[-.]", -1))
                .map(StringUtils::capitalize)
                .collect(Collectors.joining());
    }

    /** Without variables; the segment before a variable is in the singular. */
    private static String nouns(String path) {
        StringBuilder nouns = new StringBuilder();
        String[] segments = path.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            if (segments[i].startsWith("{")) {
                continue;
            }
            boolean single = i + 1 < segments.length && segments[i + 1].startsWith("{");
            nouns.append(capitalized(single ? singular(segments[i]) : segments[i]));
        }
        return nouns.toString();
    }

    private static String singular(String noun) {
        String ending = noun.endsWith("ches") ? "es" : "s";
        return noun.endsWith(ending) ? noun.substring(0, noun.length() - ending.length()) : noun;
    }
}
