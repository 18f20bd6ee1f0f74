package dev.palate.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import dev.palate.core.model.Ranking;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.model.SparseSections;
import dev.palate.core.model.TopN;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import dev.palate.spark.TestOrders;
import dev.palate.spark.TestRatings;
import dev.palate.spark.data.Histories;
import dev.palate.spark.model.Order;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Lists of a file that the service's ListsOnSparkTest computes as well, with the service's own classes. */
class ListScorerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode FILE = file();
    private static final Map<String, Integer> KINDS =
            Map.of("rating", Histories.RATING, "positive", Histories.POSITIVE, "negative", Histories.NEGATIVE);

    private final List<String> catalogue = texts(FILE.path("catalogue"));
    private final List<JsonNode> users = new ArrayList<>();

    ListScorerTest() {
        FILE.path("users").forEach(users::add);
    }

    private static JsonNode file() {
        try (InputStream in = ListScorerTest.class.getResourceAsStream("/lists-of-the-service.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void computesTheListsOfTheServiceWithTheirScoresToTheBitAndTheirFallbacks() {
        List<String> ids = users.stream().map(user -> user.path("id").asText()).toList();
        int first = 1000;
        ListScorer scorer = new ListScorer(rows(first), ids.iterator(), first, catalogue(), model(), length());
        for (int k = 0; k < users.size(); k++) {
            UserList list = scorer.next();
            // Users without the model are ready before those of the same batch with it.
            JsonNode expected = users.get(ids.indexOf(list.userId())).path("list");
            assertThat(text(list)).as(list.userId()).isEqualTo(expected.toString());
        }
        assertThat(scorer.hasNext()).isFalse();
        assertThatThrownBy(scorer::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void eachUserHasOneList() {
        List<String> ids = users.stream().map(user -> user.path("id").asText()).toList();
        ListScorer scorer = new ListScorer(rows(0), ids.iterator(), 0, catalogue(), model(), length());
        List<String> listed = new ArrayList<>();
        scorer.forEachRemaining(list -> listed.add(list.userId()));
        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
    }

    /** Networks multiply matrices for several users at once, and 40 users are three batches. */
    @Test
    void theScoresOfABatchAreThoseOfSingleUsersToTheBit() {
        TestRatings ratings = TestRatings.generate(40, 90, 3);
        Order order = TestOrders.of("vae", "\"latentSize\": 8, \"hiddenSizes\": [12], \"epochs\": 2, \"batchSize\": 4");
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            SparseVector row = ratings.matrix().row(user);
            for (int k = 0; k < row.size(); k++) {
                rows.add(RowFactory.create(user, row.index(k), row.value(k), 0L, Histories.RATING));
            }
        }
        BitSet shown = new BitSet();
        shown.set(0, 90);
        try (Model model = train(order.contender(), ratings.matrix())) {
            LocalModel local = new LocalModel(model, IdIndex.of(ratings.items()));
            Catalogue all = new Catalogue(ratings.items().toArray(String[]::new), shown, new float[90]);
            ListScorer scorer = new ListScorer(rows.iterator(), ratings.users().iterator(), 0, all, local, 10);
            for (int user = 0; user < 40; user++) {
                float[] scores = new float[90];
                SparseVector row = ratings.matrix().row(user);
                model.score(row, scores);
                Ranking best = TopN.select(scores, 10, item -> !row.contains(item));
                UserList list = scorer.next();
                assertThat(list.userId()).isEqualTo("u" + user);
                for (int rank = 0; rank < 10; rank++) {
                    assertThat(list.items()[rank]).isEqualTo("i" + best.item(rank));
                    assertThat(list.scores()[rank]).isEqualTo(best.score(rank));
                }
            }
        }
    }

    private static <H extends Record> Model train(Contender<H> contender, RatingMatrix ratings) {
        return contender
                .algorithm()
                .train(new TrainingSetup<>(
                        ratings, contender.hyperparameters(), TrainingOptions.of(1, 2), Optional.empty()));
    }

    /** In the order of {@link BatchScoringJob}. */
    private Iterator<Row> rows(int first) {
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < users.size(); user++) {
            for (JsonNode one : users.get(user).path("preferences")) {
                rows.add(row(first + user, one, KINDS.get(one.path(3).asText())));
            }
            for (String item : texts(users.get(user).path("excluded"))) {
                rows.add(RowFactory.create(first + user, catalogue.indexOf(item), 0f, 0L, Histories.EXCLUSION));
            }
        }
        rows.sort(Comparator.comparingInt((Row row) -> row.getInt(0))
                .thenComparingInt(row -> row.getInt(1))
                .thenComparingInt(row -> row.getInt(4)));
        return rows.iterator();
    }

    private Row row(int user, JsonNode preference, int kind) {
        int item = catalogue.indexOf(preference.path(0).asText());
        return RowFactory.create(
                user, item, preference.path(1).floatValue(), preference.path(2).asLong(), kind);
    }

    private Catalogue catalogue() {
        BitSet shown = new BitSet();
        shown.set(0, catalogue.size());
        texts(FILE.path("hidden")).forEach(id -> shown.clear(catalogue.indexOf(id)));
        return new Catalogue(catalogue.toArray(String[]::new), shown, floats(FILE.path("popularity")));
    }

    private static LocalModel model() {
        IdIndex items = IdIndex.of(texts(FILE.path("modelItems")));
        int[] columns = IntStream.range(0, items.size()).toArray();
        List<SparseVector> weights = new ArrayList<>();
        FILE.path("weights").forEach(row -> weights.add(SparseVector.of(columns, floats(row))));
        SparseItemModel model = new SparseItemModel(
                new SparseSections("ease", "weights"),
                FILE.path("threshold").floatValue(),
                FILE.path("recency").floatValue(),
                RatingMatrix.of(columns.length, weights));
        return new LocalModel(model, items);
    }

    private static int length() {
        return FILE.path("length").asInt();
    }

    private static String text(UserList list) {
        ObjectNode json = JSON.createObjectNode().put("fallback", list.fallback());
        for (String item : list.items()) {
            json.withArray("/items").add(item);
        }
        for (float score : list.scores()) {
            json.withArray("/scores").add(Float.toString(score));
        }
        return json.toString();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static float[] floats(JsonNode array) {
        float[] floats = new float[array.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = array.path(k).floatValue();
        }
        return floats;
    }
}
