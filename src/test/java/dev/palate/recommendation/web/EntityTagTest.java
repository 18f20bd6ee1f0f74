package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.recommendation.CandidateRules;
import dev.palate.recommendation.CategoryFilter;
import dev.palate.recommendation.ModelChoice;
import dev.palate.recommendation.RecommendationQuery;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityTagTest {

    @Test
    void isWeakAndShort() {
        assertThat(EntityTag.of("vae 3\n7\n1", query(Set.of("1")))).matches("W/\"[A-Za-z0-9_-]{22}\"");
    }

    @Test
    void changesWithTheRevisionAndWithTheQuery() {
        String tag = EntityTag.of("vae 3\n7\n1", query(Set.of("1")));
        assertThat(EntityTag.of("vae 3\n8\n1", query(Set.of("1")))).isNotEqualTo(tag);
        assertThat(EntityTag.of("vae 3\n7\n1", query(Set.of("2")))).isNotEqualTo(tag);
    }

    @Test
    void doesNotDependOnTheOrderOfASet() {
        Set<String> oneWay = new LinkedHashSet<>(List.of("1", "2", "3"));
        Set<String> other = new LinkedHashSet<>(List.of("3", "2", "1"));
        assertThat(EntityTag.of("", query(oneWay))).isEqualTo(EntityTag.of("", query(other)));
    }

    private static RecommendationQuery query(Set<String> excluded) {
        CandidateRules rules = new CandidateRules(CategoryFilter.OPEN, excluded, Set.of(), false);
        return RecommendationQuery.top(30, ModelChoice.DEFAULT).withCandidates(rules);
    }
}
