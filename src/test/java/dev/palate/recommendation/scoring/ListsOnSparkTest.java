package dev.palate.recommendation.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.SparseItemModel;
import dev.palate.core.model.SparseSections;
import dev.palate.model.serving.ServedModel;
import dev.palate.rating.history.Preference;
import dev.palate.recommendation.query.Fallback;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.selection.Candidate;
import dev.palate.recommendation.selection.EvaluatedRules;
import dev.palate.recommendation.selection.Fading;
import dev.palate.recommendation.selection.ListBuilder;
import dev.palate.recommendation.selection.NewCandidates;
import dev.palate.recommendation.selection.ScoredItems;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lists of some users, in a file that a test of Spark reads as well: both compute the same ids, scores and fallbacks. */
class ListsOnSparkTest {

    private static final JsonNode FILE = JsonMapper.shared()
            .readTree(Path.of("spark/src/test/resources/lists-of-the-service.json")
                    .toFile());

    private static final IdIndex MODEL_ITEMS = IdIndex.of(texts(FILE.path("modelItems")));

    private final ScoreBuffers buffers = new ScoreBuffers();
    private final Scoring scoring =
            new Scoring(buffers, new ScoreBlocks(buffers), new ScoringMetrics(new SimpleMeterRegistry()));
    private final ScoreSource model = new ScoreSource.OfModel(new ServedModel("ease", 1, model(), MODEL_ITEMS));
    private final ScoreSource popularity = new ScoreSource.OfPopularity(
            Fallback.POPULAR,
            new RatingCounts(IdIndex.of(texts(FILE.path("catalogue"))), floats(FILE.path("popularity")), "1"));

    @Test
    void theServiceReturnsTheListsThatSparkIsComparedWith() {
        for (ScoreSource source : List.of(model, popularity)) {
            List<JsonNode> users = FILE.path("users").values().stream()
                    .filter(user -> sourceOf(preferences(user)) == source)
                    .toList();
            assertThat(users).hasSizeGreaterThan(5);
            for (int from = 0; from < users.size(); from += Scoring.MAX_BATCH) {
                List<JsonNode> batch = users.subList(from, Math.min(from + Scoring.MAX_BATCH, users.size()));
                List<List<Candidate>> lists = scoring.selectAll(
                        batch.stream().map(user -> task(user, source)).toList());
                for (int k = 0; k < batch.size(); k++) {
                    assertThat(text(source, lists.get(k)))
                            .as(batch.get(k).path("id").asString())
                            .isEqualTo(batch.get(k).path("list").toString());
                }
            }
        }
    }

    /** As {@link ScoreSources} chooses it. */
    private ScoreSource sourceOf(List<Preference> preferences) {
        return FoldIn.isUsable(preferences, MODEL_ITEMS, model.leastInput()) ? model : popularity;
    }

    private static Scoring.Task task(JsonNode user, ScoreSource source) {
        FoldIn foldIn = FoldIn.of(
                preferences(user),
                texts(user.path("excluded")),
                source.items(),
                source.leastInput(),
                source.usesRecency());
        ListBuilder list = new ListBuilder(
                new ScoredItems(source.items(), false),
                catalogue(),
                RecommendationQuery.top(FILE.path("length").asInt(), ModelChoice.DEFAULT),
                EvaluatedRules.none(Instant.EPOCH),
                Fading.NONE,
                NewCandidates.NONE);
        return new Scoring.Task(source, foldIn, list);
    }

    private static String text(ScoreSource source, List<Candidate> list) {
        var json = JsonMapper.shared().createObjectNode();
        json.put("fallback", source.model().isEmpty());
        list.forEach(candidate -> json.withArray("items").add(candidate.item().id()));
        list.forEach(candidate -> json.withArray("scores").add(Float.toString(candidate.score())));
        return json.toString();
    }

    private static List<Preference> preferences(JsonNode user) {
        List<Preference> preferences = new ArrayList<>();
        for (JsonNode one : user.path("preferences")) {
            String kind = one.path(3).asString();
            preferences.add(new Preference(
                    one.path(0).asString(),
                    one.path(1).asFloat(),
                    Instant.EPOCH.plus(one.path(2).asLong(), ChronoUnit.MICROS),
                    kind.equals("rating") ? null : kind,
                    kind.equals("negative")));
        }
        return preferences;
    }

    private static CatalogueSnapshot catalogue() {
        Set<String> hidden = Set.copyOf(texts(FILE.path("hidden")));
        return CatalogueSnapshot.of(
                1,
                texts(FILE.path("catalogue")).stream()
                        .map(id -> new Item(id, id, null, List.of(), hidden.contains(id)))
                        .toList());
    }

    private static SparseItemModel model() {
        int[] columns = IntStream.range(0, MODEL_ITEMS.size()).toArray();
        List<SparseVector> weights = FILE.path("weights").values().stream()
                .map(row -> SparseVector.of(columns, floats(row)))
                .toList();
        return new SparseItemModel(
                new SparseSections("ease", "weights"),
                FILE.path("threshold").asFloat(),
                FILE.path("recency").asFloat(),
                RatingMatrix.of(columns.length, weights));
    }

    private static List<String> texts(JsonNode array) {
        return array.values().stream().map(JsonNode::asString).toList();
    }

    private static float[] floats(JsonNode array) {
        float[] floats = new float[array.size()];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = array.path(k).asFloat();
        }
        return floats;
    }
}
