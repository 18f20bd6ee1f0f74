package dev.palate.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palate.catalogue.Item;
import dev.palate.feedback.Arm;
import dev.palate.rating.UserErased;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MadeListsTest {

    private static final RecommendationQuery TEN = RecommendationQuery.top(10, ModelChoice.DEFAULT);

    private static MadeLists keeping(long places) {
        return new MadeLists(new RecommendationSettings(null, Duration.ofSeconds(10), places));
    }

    private static MadeList list(int places) {
        Item item = new Item("1", "One", null, List.of());
        Recommendations list = Recommendations.of(
                Origin.POPULARITY,
                IntStream.rangeClosed(1, places)
                        .mapToObj(rank -> new RecommendedItem(rank, item, 1, List.of()))
                        .toList());
        return new MadeList(new ContentDigest(1, 2), list);
    }

    private static ListKey key(int userRow, String source, RecommendationQuery query) {
        return new ListKey(userRow, source, null, 1, 1, query);
    }

    @Test
    void aListIsFoundByAllThatItDependsOn() {
        MadeLists lists = keeping(1000);
        MadeList made = list(10);
        lists.keep(key(1, "vae 1", TEN), made);

        assertThat(lists.find(key(1, "vae 1", RecommendationQuery.top(10, ModelChoice.DEFAULT))))
                .containsSame(made);
        assertThat(lists.find(key(2, "vae 1", TEN))).isEmpty();
        assertThat(lists.find(key(1, "vae 2", TEN))).isEmpty();
        assertThat(lists.find(new ListKey(1, "vae 1", Arm.TEST, 1, 1, TEN))).isEmpty();
        assertThat(lists.find(new ListKey(1, "vae 1", null, 2, 1, TEN))).isEmpty();
        assertThat(lists.find(new ListKey(1, "vae 1", null, 1, 2, TEN))).isEmpty();
        assertThat(lists.find(key(1, "vae 1", TEN.withCandidates(CandidateRules.all()))))
                .isEmpty();
    }

    @Test
    void anErasedUsersListsAreForgottenAndNoOthers() {
        MadeLists lists = keeping(1000);
        lists.keep(key(1, "a", TEN), list(10));
        lists.keep(key(1, "b", TEN), list(10));
        lists.keep(key(2, "a", TEN), list(10));

        lists.forget(new UserErased("ann", 1));

        assertThat(lists.find(key(1, "a", TEN))).isEmpty();
        assertThat(lists.find(key(1, "b", TEN))).isEmpty();
        assertThat(lists.find(key(2, "a", TEN))).isPresent();
    }

    @Test
    void memoryIsBoundedByPlaces() {
        MadeLists lists = keeping(100);
        MadeList made = list(10);
        for (int user = 0; user < 50; user++) {
            lists.keep(key(user, "a", TEN), made);
        }

        await().until(() -> IntStream.range(0, 50)
                        .filter(user -> lists.find(key(user, "a", TEN)).isPresent())
                        .count()
                <= 100 / 18);
    }
}
