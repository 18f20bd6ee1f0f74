package dev.palate.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.ease.Ease;
import dev.palate.core.ease.EaseHyperparameters;
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
import dev.palate.spark.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** What the user without ratings has done. */
    private static final SparseVector VIEWED = SparseVector.of(new int[] {6, 12, 18}, new float[] {2, 2, 5});

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

        Map<String, String> lists = lists();
        assertThat(lists).hasSize(152);
        for (int user = 0; user < RATINGS.users().size(); user++) {
            SparseVector row = RATINGS.matrix().row(user);
            assertThat(lists.get("u" + user)).isEqualTo(expected(row, Set.of()));
        }
        // A user who has done nothing gets what most users have rated.
        int[] ratings = RATINGS.matrix().columnCounts();
        float[] counts = new float[ratings.length];
        // The viewer has three of the items as well.
        IntStream.range(0, ratings.length)
                .forEach(item -> counts[item] = ratings[item] + (VIEWED.contains(item) ? 1 : 0));
        assertThat(lists.get("u150")).isEqualTo(text(true, TopN.select(counts, K, item -> item != 4)));
        // Views are low preferences, which count like high ones; a purchase is not recommended again.
        assertThat(lists.get("viewer")).isEqualTo(expected(VIEWED, Set.of(18)));
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
        Row list = lists.get(0);
        assertThat(list.<String>getAs("userId")).isEqualTo("u0");
        SparseVector row = RATINGS.matrix().row(0);
        Ranking best = best(row, item -> !row.contains(item));
        List<Row> items = list.getList(list.fieldIndex("items"));
        assertThat(items).hasSize(K);
        for (int rank = 0; rank < K; rank++) {
            assertThat(items.get(rank).<String>getAs("itemId")).isEqualTo("i" + best.item(rank));
            assertThat(items.get(rank).<Long>getAs("rank")).isEqualTo(rank + 1);
            assertThat(items.get(rank).<Double>getAs("score").floatValue()).isEqualTo(best.score(rank));
        }
    }

    private static void score(ListTable table, int partitions) throws IOException {
        try (JdbcSource source = new JdbcSource(Cluster.SESSION, database, Instant.now(), 2)) {
            Histories histories = source.histories();
            new BatchScoringJob(Cluster.SPARK, file, K).write(histories, partitions, table);
        }
    }

    /** As {@link #text} has them. */
    private static Map<String, String> lists() throws SQLException {
        Map<String, String> lists = new HashMap<>();
        try (Connection connection = database.connect();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select user_id, fallback, item_ids, scores from lists")) {
            while (rows.next()) {
                String items = Arrays.toString((String[]) rows.getArray(3).getArray());
                String scores = Arrays.toString((Float[]) rows.getArray(4).getArray());
                lists.put(rows.getString(1), rows.getBoolean(2) + items + scores);
            }
        }
        return lists;
    }

    private static String expected(SparseVector row, Set<Integer> excluded) {
        boolean rated = excluded.isEmpty();
        return text(false, best(row, item -> item != 4 && !excluded.contains(item) && !(rated && row.contains(item))));
    }

    /** By the scores of a request for this user alone. */
    private static Ranking best(SparseVector row, IntPredicate candidate) {
        float[] scores = new float[60];
        model.score(row, scores);
        return TopN.select(scores, K, candidate);
    }

    private static String text(boolean fallback, Ranking best) {
        List<String> ids = new ArrayList<>();
        List<Float> scores = new ArrayList<>();
        for (int rank = 0; rank < best.size(); rank++) {
            ids.add("i" + best.item(rank));
            scores.add(best.score(rank));
        }
        return fallback + ids.toString() + scores;
    }
}
