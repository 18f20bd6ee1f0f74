package dev.palate.recommendation.scoring;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.palate.core.matrix.IdIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The items by number of ratings, read with {@code JdbcClient} because it is an aggregate of all ratings: the fallback for
 * users for whom no model has a list. The counts are cached for at most {@code palate.recommendations.popularity-max-age}
 * and refreshed in the background from half that age on. Counts that took longer than a second are kept for at least twenty times as
 * long as they took, so that counting many ratings occupies the database for at most about a tenth of the time.
 */
@Component
class PopularItems {

    private static final String COUNT = """
            select i.external_id, coalesce(p.users, 0)
            from items i left join (
                select item_id, sum(users) as users
                from (
                    select item_id, count(*) as users from ratings group by item_id
                    union all
                    select item_id, count(*)
                    from (
                        select distinct n.user_id, n.item_id
                        from interactions n
                        where n.type_id = any (array(select id from interaction_types where counts_as is not null and not negative))
                            and not exists (select from ratings r where r.user_id = n.user_id and r.item_id = n.item_id)) pairs
                    group by item_id) both_kinds
                group by item_id) p on p.item_id = i.id
            order by length(i.external_id), i.external_id collate "C"
            """;

    private static final Duration EXPENSIVE = Duration.ofSeconds(1);
    private static final int EXPENSIVE_FACTOR = 20;

    private final JdbcClient jdbc;
    private final Duration maxAge;
    private final LoadingCache<String, Counted> cache;

    PopularItems(JdbcClient jdbc, RecommendationSettings settings) {
        this.jdbc = jdbc;
        this.maxAge = settings.popularityMaxAge();
        this.cache = Caffeine.newBuilder()
                .expireAfter(Expiry.<String, Counted>writing((key, counted) -> maxAge(counted.cost())))
                .refreshAfterWrite(maxAge.dividedBy(2))
                .build(new Loader());
    }

    /** @param start of the count, by {@link System#nanoTime} */
    private record Counted(RatingCounts counts, long start, Duration cost) {

        boolean isYoungerThan(Duration age) {
            return System.nanoTime() - start < age.toNanos();
        }
    }

    private final class Loader implements CacheLoader<String, Counted> {

        @Override
        public Counted load(String key) {
            long start = System.nanoTime();
            RatingCounts counts = count();
            return new Counted(counts, start, Duration.ofNanos(System.nanoTime() - start));
        }

        @Override
        public Counted reload(String key, Counted old) {
            boolean keep = isExpensive(old.cost())
                    && old.isYoungerThan(maxAge(old.cost()).dividedBy(2));
            return keep ? old : load(key);
        }
    }

    RatingCounts current() {
        return cache.get("all").counts();
    }

    private Duration maxAge(Duration cost) {
        Duration expensive = cost.multipliedBy(EXPENSIVE_FACTOR);
        return isExpensive(cost) && expensive.compareTo(maxAge) > 0 ? expensive : maxAge;
    }

    private static boolean isExpensive(Duration cost) {
        return cost.compareTo(EXPENSIVE) > 0;
    }

    private RatingCounts count() {
        record Row(String id, long ratings) {}
        List<Row> rows = jdbc.sql(COUNT)
                .query((result, n) -> new Row(result.getString(1), result.getLong(2)))
                .list();
        List<String> ids = new ArrayList<>(rows.size());
        float[] counts = new float[rows.size()];
        for (Row row : rows) {
            counts[ids.size()] = row.ratings();
            ids.add(row.id());
        }
        String revision = Integer.toHexString(ids.hashCode()) + Integer.toHexString(Arrays.hashCode(counts));
        return new RatingCounts(IdIndex.of(ids), counts, revision);
    }
}
