package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.feedback.Arm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListKeyTest {

    private static final ListKey KEY = new ListKey(1, "vae 3", null, 7, 1, query(Set.of("1")));

    private static RecommendationQuery query(Set<String> excluded) {
        CandidateRules rules = new CandidateRules(CategoryFilter.OPEN, excluded, Set.of(), false);
        return RecommendationQuery.top(30, ModelChoice.DEFAULT).withCandidates(rules);
    }

    @Test
    void theDigestChangesWithAllThatAUsersListDependsOn() {
        assertThat(List.of(
                        KEY.digest(),
                        new ListKey(1, "vae 4", null, 7, 1, KEY.query()).digest(),
                        new ListKey(1, "vae 3", Arm.TEST, 7, 1, KEY.query()).digest(),
                        new ListKey(1, "vae 3", null, 8, 1, KEY.query()).digest(),
                        new ListKey(1, "vae 3", null, 7, 2, KEY.query()).digest(),
                        new ListKey(1, "vae 3", null, 7, 1, query(Set.of("2"))).digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theDigestIsThatOfEqualKeys() {
        Set<String> oneWay = new LinkedHashSet<>(List.of("1", "2", "3"));
        Set<String> other = new LinkedHashSet<>(List.of("3", "2", "1"));
        ListKey key = new ListKey(1, "vae 3", null, 7, 1, query(oneWay));
        ListKey equal = new ListKey(1, "vae 3", null, 7, 1, query(other));
        assertThat(key).isEqualTo(equal);
        assertThat(key.digest()).isEqualTo(equal.digest());
    }
}
