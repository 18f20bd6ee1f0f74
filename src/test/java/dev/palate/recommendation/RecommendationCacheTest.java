package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.catalogue.Item;
import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.feedback.Arm;
import dev.palate.overload.HeapGrowth;
import dev.palate.rating.UserErased;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.rules.RuleEvaluation;
import dev.palate.recommendation.scoring.Origin;
import dev.palate.recommendation.scoring.RecommendationSettings;
import dev.palate.recommendation.selection.Fading;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RecommendationCacheTest {

    private static final RecommendationQuery TEN = RecommendationQuery.top(10, ModelChoice.DEFAULT);

    private static RecommendationCache cacheOf(long bytes) {
        return new RecommendationCache(new RecommendationSettings(
                null, Duration.ofSeconds(10), DataSize.ofBytes(bytes), false, Duration.ZERO));
    }

    private static RecommendationCache.Entry list(int items) {
        Item item = new Item("1", "One", null, List.of());
        Recommendations list = Recommendations.of(
                Origin.POPULARITY,
                IntStream.rangeClosed(1, items)
                        .mapToObj(rank -> new RecommendedItem(rank, item, 1))
                        .toList());
        return new RecommendationCache.Entry(new ContentDigest(1, 2), list);
    }

    private static ListKey key(int userRow, String source, RecommendationQuery query) {
        return key(userRow, 1, source, null, 1, query);
    }

    private static ListKey key(
            int userRow, long history, String source, @Nullable Arm arm, long catalogue, RecommendationQuery query) {
        return new ListKey(
                new ListKey.UserRevision(
                        userRow, new UserHistory.Version(new UserHistory.Revision(history, 0), 0), Fading.NONE),
                source,
                arm,
                catalogue,
                new RuleEvaluation.ListTime(0, null),
                query);
    }

    @Test
    void findsAListOnlyIfNoDependencyChanged() {
        RecommendationCache cache = cacheOf(100_000);
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
        RecommendationCache cache = cacheOf(100_000);
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
        RecommendationCache cache = cacheOf(10_000);
        RecommendationCache.Entry entry = list(10);
        for (int user = 0; user < 50; user++) {
            cache.put(key(user, "a", TEN), entry);
        }

        await().until(() -> IntStream.range(0, 50)
                        .filter(user -> cache.cached(key(user, "a", TEN)).isPresent())
                        .count()
                <= 10_000 / 480);
    }

    /** The worst keys: short lists with thousands of short ids. Without their weight, these would take 500 MB. */
    @Test
    void boundsMemoryWithTheWorstKeys() {
        RecommendationCache cache = cacheOf(8 << 20);
        RecommendationCache.Entry entry = list(1);

        long growth = HeapGrowth.of(() -> {
            for (int user = 0; user < 1_500; user++) {
                cache.put(key(user, "a", TEN.withCandidates(excluding(user, 3_800))), entry);
            }
        });

        assertThat(growth).isLessThan(16 << 20);
        assertThat(cache.cached(key(1, "a", TEN))).isEmpty();
    }

    @Test
    void dropsTheListsOfAnOlderCatalogue() {
        RecommendationCache cache = cacheOf(100_000);
        cache.put(key(1, 1, "a", null, 1, TEN), list(10));
        cache.put(key(2, 1, "a", null, 2, TEN), list(10));
        cache.put(key(3, 1, "a", null, 1, TEN), list(10));

        assertThat(cache.cached(key(1, 1, "a", null, 1, TEN))).isEmpty();
        assertThat(cache.cached(key(2, 1, "a", null, 2, TEN))).isPresent();
        assertThat(cache.cached(key(3, 1, "a", null, 1, TEN))).isEmpty();
    }

    private static CandidateRules excluding(int user, int ids) {
        return new CandidateRules(
                CategoryFilter.OPEN,
                IntStream.range(0, ids).mapToObj(n -> user + "-" + n).collect(Collectors.toSet()),
                Set.of(),
                false);
    }
}
