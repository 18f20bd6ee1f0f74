package dev.palate.recommendation.selection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.catalogue.Item;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewItemShareTest {

    @Test
    void countsTheAllowedPlaces() {
        assertThat(IntStream.of(9, 10, 19, 20, 30).map(places -> NewItemShare.most(places, 0.1)))
                .containsExactly(0, 1, 1, 2, 3);
        assertThat(NewItemShare.most(30, 0)).isZero();
        assertThat(NewItemShare.most(30, 1)).isEqualTo(30);
    }

    @Test
    void mergesByScoreWithTheNewItemFirst() {
        assertThat(ids(NewItemShare.merge(known(5, 4, 3), fresh(6, 4, 1))))
                .containsExactly("n6", "k5", "n4", "k4", "k3", "n1");
    }

    @Test
    void aRefusedNewItemWaitsForTheNextAllowedPlace() {
        List<Candidate> ordered = NewItemShare.merge(known(5, 4, 3, 2, 1), fresh(9, 8));
        assertThat(ids(NewItemShare.bound(ordered, 0.5, 5))).containsExactly("k5", "n9", "k4", "n8", "k3");
        assertThat(ids(NewItemShare.bound(ordered, 0.25, 5))).containsExactly("k5", "k4", "k3", "n9", "k2");
        assertThat(ids(NewItemShare.bound(ordered, 1, 3))).containsExactly("n9", "n8", "k5");
    }

    @Test
    void aShorterListIsTheBeginningOfALongerOne() {
        List<Candidate> ordered = NewItemShare.merge(known(9, 7, 5, 3, 1), fresh(8, 6, 4));
        List<String> whole = ids(NewItemShare.bound(ordered, 0.4, 8));
        for (int n = 0; n <= whole.size(); n++) {
            assertThat(ids(NewItemShare.bound(ordered, 0.4, n))).isEqualTo(whole.subList(0, n));
        }
    }

    @Test
    void endsWhereOnlyRefusedItemsAreLeft() {
        assertThat(ids(NewItemShare.bound(NewItemShare.merge(known(5), fresh(9, 8, 7)), 0.5, 4)))
                .containsExactly("k5", "n9");
    }

    private static List<Candidate> known(int... scores) {
        return IntStream.of(scores)
                .mapToObj(score -> new Candidate(score, item("k" + score), score))
                .toList();
    }

    private static List<Candidate> fresh(int... scores) {
        return IntStream.of(scores)
                .mapToObj(score -> Candidate.ofNewItem(item("n" + score), score, List.of()))
                .toList();
    }

    private static Item item(String id) {
        return new Item(id, id, null, List.of());
    }

    private static List<String> ids(List<Candidate> list) {
        return list.stream().map(candidate -> candidate.item().id()).toList();
    }
}
