package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.catalogue.Item;
import dev.palate.feedback.Arm;
import dev.palate.rating.UserErased;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.scoring.Origin;
import dev.palate.recommendation.scoring.RecommendationSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecommendationCacheTest {

    private static final RecommendationQuery TEN = RecommendationQuery.top(10, ModelChoice.DEFAULT);

    private static RecommendationCache cacheOf(long items) {
        return new RecommendationCache(new RecommendationSettings(null, Duration.ofSeconds(10), items));
    }

    private static RecommendationCache.Entry list(int items) {
        Item item = new Item("1", "One", null, List.of());
        Recommendations list = Recommendations.of(
                Origin.POPULARITY,
                IntStream.rangeClosed(1, items)
                        .mapToObj(rank -> new RecommendedItem(rank, item, 1, List.of()))
                        .toList());
        return new RecommendationCache.Entry(new ContentDigest(1, 2), list);
    }

    private static ListKey key(int userRow, String source, RecommendationQuery query) {
        return key(userRow, 1, source, null, 1, query);
    }

    private static ListKey key(
            int userRow, long history, String source, @Nullable Arm arm, long catalogue, RecommendationQuery query) {
        return new ListKey(new ListKey.UserRevision(userRow, history), source, arm, catalogue, query);
    }

    @Test
    void findsAListOnlyIfNoDependencyChanged() {
        RecommendationCache cache = cacheOf(1000);
        RecommendationCache.Entry entry = list(10);
        cache.put(key(1, "vae 1", TEN), entry);

        assertThat(cache.cached(key(1, "vae 1", RecommendationQuery.top(10, ModelChoice.DEFAULT))))
                .containsSame(entry);
        assertThat(cache.cached(key(2, "vae 1", TEN))).isEmpty();
        assertThat(cache.cached(key(1, "vae 2", TEN))).isEmpty();
        assertThat(cache.cached(key(1, 1, "vae 1", Arm.TEST, 1, TEN))).isEmpty();
        assertThat(cache.cached(key(1, 2, "vae 1", null, 1, TEN))).isEmpty();
        assertThat(cache.cached(key(1, 1, "vae 1", null, 2, TEN))).isEmpty();
        assertThat(cache.cached(key(1, "vae 1", TEN.withCandidates(CandidateRules.all()))))
                .isEmpty();
    }

    @Test
    void forgetsOnlyTheListsOfAnErasedUser() {
        RecommendationCache cache = cacheOf(1000);
        cache.put(key(1, "a", TEN), list(10));
        cache.put(key(1, "b", TEN), list(10));
        cache.put(key(2, "a", TEN), list(10));

        cache.forget(new UserErased("ann", 1));

        assertThat(cache.cached(key(1, "a", TEN))).isEmpty();
        assertThat(cache.cached(key(1, "b", TEN))).isEmpty();
        assertThat(cache.cached(key(2, "a", TEN))).isPresent();
    }

    @Test
    void boundsMemoryByListItems() {
        RecommendationCache cache = cacheOf(100);
        RecommendationCache.Entry entry = list(10);
        for (int user = 0; user < 50; user++) {
            cache.put(key(user, "a", TEN), entry);
        }

        await().until(() -> IntStream.range(0, 50)
                        .filter(user -> cache.cached(key(user, "a", TEN)).isPresent())
                        .count()
                <= 100 / 18);
    }
}
