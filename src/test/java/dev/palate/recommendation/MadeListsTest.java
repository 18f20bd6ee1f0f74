package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.catalogue.Item;
import dev.palate.rating.UserErased;
import dev.palate.recommendation.MadeLists.Key;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MadeListsTest {

    private static final RecommendationQuery TEN = RecommendationQuery.top(10, ModelChoice.DEFAULT);

    private static MadeLists keeping(long places) {
        return new MadeLists(new RecommendationSettings(null, Duration.ofSeconds(10), places));
    }

    private static Recommendations list(int places) {
        Item item = new Item("1", "One", null, List.of());
        return new Recommendations(
                Origin.POPULARITY,
                IntStream.rangeClosed(1, places)
                        .mapToObj(rank -> new RecommendedItem(rank, item, 1, List.of()))
                        .toList());
    }

    @Test
    void aListIsFoundByAllThatItDependsOn() {
        MadeLists lists = keeping(1000);
        Recommendations made = list(10);
        lists.keep(new Key(1, "revision", TEN), made);

        assertThat(lists.find(new Key(1, "revision", RecommendationQuery.top(10, ModelChoice.DEFAULT))))
                .containsSame(made);
        assertThat(lists.find(new Key(2, "revision", TEN))).isEmpty();
        assertThat(lists.find(new Key(1, "another", TEN))).isEmpty();
        assertThat(lists.find(new Key(1, "revision", TEN.withCandidates(CandidateRules.all()))))
                .isEmpty();
    }

    @Test
    void anErasedUsersListsAreForgottenAndNoOthers() {
        MadeLists lists = keeping(1000);
        lists.keep(new Key(1, "a", TEN), list(10));
        lists.keep(new Key(1, "b", TEN), list(10));
        lists.keep(new Key(2, "a", TEN), list(10));

        lists.forget(new UserErased("ann", 1));

        assertThat(lists.find(new Key(1, "a", TEN))).isEmpty();
        assertThat(lists.find(new Key(1, "b", TEN))).isEmpty();
        assertThat(lists.find(new Key(2, "a", TEN))).isPresent();
    }

    @Test
    void memoryIsBoundedByPlaces() {
        MadeLists lists = keeping(100);
        Recommendations made = list(10);
        for (int user = 0; user < 50; user++) {
            lists.keep(new Key(user, "a", TEN), made);
        }

        await().until(() -> IntStream.range(0, 50)
                        .filter(user -> lists.find(new Key(user, "a", TEN)).isPresent())
                        .count()
                <= 100 / 18);
    }
}
