package dev.palate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.catalogue.Item;
import dev.palate.recommendation.RecommendationComparison.Compared;
import dev.palate.recommendation.Recommendations;
import dev.palate.recommendation.RecommendedItem;
import dev.palate.recommendation.scoring.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotebookSectionTest {

    @Test
    void showsTitlesNextToEachOtherAndGenreCountsBelow() {
        RecommendedItem alien = place(1, "Alien (1979)", "Horror", "Sci-Fi");
        RecommendedItem fargo = place(2, "Fargo (1996)", "Sci-Fi");
        List<Compared> lists = List.of(
                new Compared("ratings", Recommendations.of(Origin.RATINGS, List.of(alien, fargo))),
                new Compared("vae", Recommendations.of(Origin.of("vae", 3), List.of(alien))));
        assertThat(NotebookSection.render("7", lists).lines())
                .containsExactly(
                        "Best rated by user 7                        vae, version 3",
                        " 1. Alien (1979)                             1. Alien (1979)",
                        " 2. Fargo (1996)",
                        "",
                        "Genre counts                                Genre counts",
                        "   2 Sci-Fi                                    1 Horror",
                        "   1 Horror                                    1 Sci-Fi");
    }

    @Test
    void namesTheFallbackOfAModelThatIsNotTrained() {
        Compared list = new Compared("vae", Recommendations.of(Origin.POPULARITY, List.of()));
        assertThat(NotebookSection.render("7", List.of(list)).lines()).contains("vae (not trained: by popularity)");
    }

    private static RecommendedItem place(int rank, String title, String... categories) {
        return new RecommendedItem(rank, new Item(title, title, null, List.of(categories)), 1);
    }
}
