package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.catalogue.filter.CategoryFilter;
import dev.palate.feedback.Arm;
import dev.palate.rating.history.UserHistory;
import dev.palate.recommendation.query.CandidateRules;
import dev.palate.recommendation.query.ModelChoice;
import dev.palate.recommendation.query.RecommendationQuery;
import dev.palate.recommendation.rules.RuleEvaluation;
import dev.palate.recommendation.selection.Fading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListKeyTest {

    private static final ListKey KEY = key(7, "vae 3", null, 1, query(Set.of("1")));

    private static ListKey key(
            long history, String source, @Nullable Arm arm, long catalogue, RecommendationQuery query) {
        return key(history, source, arm, catalogue, query, Fading.NONE);
    }

    private static ListKey key(
            long history, String source, @Nullable Arm arm, long catalogue, RecommendationQuery query, Fading fading) {
        return new ListKey(
                new ListKey.UserRevision(1, new UserHistory.Version(new UserHistory.Revision(history, 0), 0), fading),
                source,
                arm,
                catalogue,
                new RuleEvaluation.ListTime(0, null),
                query);
    }

    private static RecommendationQuery query(Set<String> excluded) {
        CandidateRules rules = new CandidateRules(CategoryFilter.OPEN, excluded, Set.of(), false);
        return RecommendationQuery.top(30, ModelChoice.DEFAULT).withCandidates(rules);
    }

    @Test
    void theDigestChangesWithEachDependencyOfAList() {
        assertThat(List.of(
                        KEY.digest(),
                        key(7, "vae 4", null, 1, KEY.query()).digest(),
                        key(7, "vae 3", Arm.TEST, 1, KEY.query()).digest(),
                        key(8, "vae 3", null, 1, KEY.query()).digest(),
                        key(7, "vae 3", null, 2, KEY.query()).digest(),
                        key(7, "vae 3", null, 1, query(Set.of("2"))).digest(),
                        key(7, "vae 3", null, 1, KEY.query(), fading(12)).digest(),
                        key(7, "vae 3", null, 1, KEY.query(), fading(13)).digest()))
                .doesNotHaveDuplicates();
    }

    private static Fading fading(int shown) {
        return new Fading(new TreeMap<>(Map.of("2", shown)));
    }

    @Test
    void equalKeysHaveEqualDigests() {
        Set<String> oneWay = new LinkedHashSet<>(List.of("1", "2", "3"));
        Set<String> other = new LinkedHashSet<>(List.of("3", "2", "1"));
        ListKey key = key(7, "vae 3", null, 1, query(oneWay));
        ListKey equal = key(7, "vae 3", null, 1, query(other));
        assertThat(key).isEqualTo(equal);
        assertThat(key.digest()).isEqualTo(equal.digest());
    }
}
