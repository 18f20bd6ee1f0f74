package dev.palate.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.ease.Ease;
import dev.palate.core.ease.EaseHyperparameters;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.TopN;
import dev.palate.core.training.LikedRatings;
import dev.palate.core.training.TrainingSetup;
import dev.palate.spark.Cluster;
import dev.palate.spark.TestOrders;
import dev.palate.spark.TestPostgres;
import dev.palate.spark.TestRatings;
import dev.palate.spark.data.Database;
import dev.palate.spark.data.FileSource;
import dev.palate.spark.data.Histories;
import dev.palate.spark.data.JdbcSource;
import dev.palate.spark.data.RatingSource;
import dev.palate.spark.data.TrainingData;
import dev.palate.spark.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchScoringJobTest {

    private static final TestRatings RATINGS = TestRatings.generate(150, 60, 5);
    private static final int K = 7;

    @TempDir
    private static Path folder;

    private static Database database;
    private static Model model;
    private static Path file;

    @BeforeAll
    static void startAndTrain() throws IOException, SQLException {
        database = TestPostgres.start();
        StringBuilder rows = new StringBuilder();
        for (int user = 0; user < RATINGS.users().size(); user++) {
            SparseVector row = RATINGS.matrix().row(user);
            for (int k = 0; k < row.size(); k++) {
                rows.append(rows.isEmpty() ? "" : ",")
                        .append("('u%d', 'i%d', %s)".formatted(user, row.index(k), row.value(k)));
            }
        }
        // The rows are created in the opposite order of their ids.
        TestPostgres.execute(database, """
                insert into users (external_id) select 'u' || g from generate_series(150, 0, -1) g;
                insert into users (external_id) values ('viewer');
                insert into items (external_id, title, hidden) select 'i' || g, 'Item ' || g, g = 4 from generate_series(59, 0, -1) g;
                insert into items (external_id, title) values ('new', 'New');
                insert into ratings (user_id, item_id, value, rated_at)
                    select u.id, i.id, v.value, now()
                    from (values %s) v (user_id, item_id, value)
                    join users u on u.external_id = v.user_id join items i on i.external_id = v.item_id;
                insert into interaction_types (name, counts_as, exclusion_seconds) values ('view', 2, 0), ('purchase', 5, 'infinity');
                insert into interactions (user_id, item_id, type_id, first_at, last_at)
                    select u.id, i.id, t.id, now(), now() from users u, items i, interaction_types t
                    where u.external_id = 'viewer'
                        and (i.external_id, t.name) in (('i6', 'view'), ('i12', 'view'), ('i18', 'purchase'));
                """.formatted(rows));
        model = new Ease()
                .train(TrainingSetup.of(
                        RATINGS.matrix(), new EaseHyperparameters(LikedRatings.atLeast(4), 10, 0, 0, 20), 1, 2));
        file = folder.resolve("model.palate");
        ModelFile.write(
                file,
                TestOrders.of("ease", "\"neighbours\": 20"),
                new ModelFile.Data(
                        RATINGS.items(),
                        RATINGS.matrix().columnCounts(),
                        RATINGS.matrix().size(),
                        150,
                        Instant.EPOCH),
                new ModelFile.Conditions(2, 1, 3, 1),
                model);
    }

    @Test
    void writesTheListsOfAllUsersIntoATableAlthoughAnExecutorIsKilled() throws Exception {
        TestPostgres.execute(
                database, "create table lists (user_id text, fallback boolean, item_ids text[], scores real[])");
        Cluster.killingAnExecutor(4, () -> {
            score(new ListTable(database, "lists"), 5);
            return true;
        });

        Map<String, List<String>> lists = lists();
        assertThat(lists).hasSize(152);
        for (int user = 0; user < RATINGS.users().size(); user++) {
            SparseVector row = RATINGS.matrix().row(user);
            assertThat(lists.get("u" + user)).isEqualTo(expected(row, Set.of()));
        }
        // A user who has done nothing gets what most users have rated.
        assertThat(lists.get("u150")).hasSize(K).doesNotContain("i4").first().isEqualTo(mostRated());
        // Views are low preferences, which count like high ones; a purchase is not recommended again.
        SparseVector viewed = SparseVector.of(new int[] {6, 12, 18}, new float[] {2, 2, 5});
        assertThat(lists.get("viewer")).isEqualTo(expected(viewed, Set.of(18)));
    }

    @Test
    void keepsTheTableIfTheListsCannotBeWritten() throws Exception {
        ListTable table = new ListTable(database, "kept");
        TestPostgres.execute(database, "create table kept as select 'old' as user_id");
        try (Connection other = database.connect()) {
            other.createStatement().execute("select pg_advisory_lock(hashtextextended('palate:public.kept', 0))");
            assertThatThrownBy(() -> score(table, 2)).hasMessage("another job writes the table kept");
        }
        try (Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery("select user_id from kept")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("old");
        }
        assertThatThrownBy(() -> new ListTable(database, "lists; drop table users"))
                .hasMessageContaining("has no valid name");
    }

    @Test
    void writesTheListsOfAFileIntoFiles() throws IOException {
        String path = folder.resolve("lists").toString();
        try (RatingSource source =
                FileSource.csv(Cluster.SESSION, RATINGS.csv(folder).toString(), Instant.EPOCH)) {
            new BatchScoringJob(Cluster.SPARK, file, K).write(source.histories(), 3, new ListFiles(path, "json"));
        }
        List<Row> lists = Cluster.SESSION.read().json(path).orderBy("userId").collectAsList();
        assertThat(lists).hasSize(150);
        assertThat(lists.get(0).<String>getAs("userId")).isEqualTo("u0");
        List<String> items = lists.get(0).<Row>getList(lists.get(0).fieldIndex("items")).stream()
                .map(item -> item.<String>getAs("itemId"))
                .toList();
        SparseVector row = RATINGS.matrix().row(0);
        assertThat(items).isEqualTo(ids(row, item -> !row.contains(item)));
    }

    @Test
    void readsOneSnapshotWithTheIdsInTheirOrder() throws SQLException {
        try (JdbcSource source = new JdbcSource(Cluster.SESSION, database, Instant.now(), 3)) {
            TestPostgres.execute(database, """
                    insert into users (external_id) values ('later');
                    insert into ratings (user_id, item_id, value, rated_at)
                        select u.id, i.id, 1.5, now() from users u, items i where u.external_id in ('later', 'u3')
                        on conflict do nothing;
                    """);
            try {
                TrainingData data = TrainingData.load(source, 4);
                assertThat(data.users().subList(0, 11))
                        .containsExactly("u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9", "u10");
                assertThat(data.users()).hasSize(151).endsWith("u149", "viewer").doesNotContain("later");
                assertThat(data.items()).hasSize(61).startsWith("i0", "i1").endsWith("i59", "new");
                assertThat(data.ratingCount()).isEqualTo(RATINGS.matrix().size() + 3L);
                RatingMatrix rows = data.rows().first().matrix(61);
                assertThat(rows.row(3).indexes())
                        .isEqualTo(RATINGS.matrix().row(3).indexes());
                assertThat(rows.row(3).values())
                        .isEqualTo(RATINGS.matrix().row(3).values());
            } finally {
                TestPostgres.execute(
                        database,
                        "delete from users where external_id = 'later';"
                                + " delete from ratings where value = 1.5 and user_id = (select id from users where external_id = 'u3')");
            }
        }
    }

    private static void score(ListTable table, int partitions) throws IOException {
        try (JdbcSource source = new JdbcSource(Cluster.SESSION, database, Instant.now(), 2)) {
            Histories histories = source.histories();
            new BatchScoringJob(Cluster.SPARK, file, K).write(histories, partitions, table);
        }
    }

    private static Map<String, List<String>> lists() throws SQLException {
        Map<String, List<String>> lists = new HashMap<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection.createStatement().executeQuery("select user_id, item_ids from lists")) {
            while (rows.next()) {
                lists.put(rows.getString(1), List.of((String[]) rows.getArray(2).getArray()));
            }
        }
        return lists;
    }

    private static List<String> expected(SparseVector row, Set<Integer> excluded) {
        boolean rated = excluded.isEmpty();
        return ids(row, item -> item != 4 && !excluded.contains(item) && !(rated && row.contains(item)));
    }

    private static List<String> ids(SparseVector row, IntPredicate candidate) {
        float[] scores = new float[60];
        model.score(row, scores);
        Ranking best = TopN.select(scores, K, candidate);
        return IntStream.range(0, best.size())
                .mapToObj(rank -> "i" + best.item(rank))
                .toList();
    }

    private static String mostRated() {
        int[] counts = RATINGS.matrix().columnCounts();
        counts[4] = 0;
        int best = 0;
        for (int item = 1; item < counts.length; item++) {
            best = counts[item] > counts[best] ? item : best;
        }
        return "i" + best;
    }
}
