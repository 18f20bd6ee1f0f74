package dev.palate.rating.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.rating.NewRating;
import dev.palate.rating.RatingWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PalateIT
class TrainingSetLoaderIT {

    private static final Instant TIME = Instant.parse("2020-01-01T00:00:00Z");

    @Autowired
    private TrainingSetLoader loader;

    @Autowired
    private RatingWriter writer;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void items() {
        jdbc.sql("delete from users").update();
        for (String id : List.of("10", "2", "1")) {
            catalogue.put(new Item(id, "t", null, List.of()));
        }
    }

    @Test
    void ordersRowsAndColumnsByLengthThenId() {
        writer.put(new NewRating("11", "10", 5, TIME));
        writer.put(new NewRating("9", "2", 1, TIME));
        writer.put(new NewRating("11", "1", 3.5f, TIME));
        writer.put(new NewRating("gone", "1", 3.5f, TIME));
        writer.delete("gone", "1");

        TrainingSet loaded = loader.load(Instant.now());

        assertThat(loaded.users().ids()).containsExactly("9", "11");
        assertThat(loaded.items().ids()).containsExactly("1", "2", "10");
        assertThat(loaded.ratings().row(0).indexes()).containsExactly(1);
        assertThat(loaded.ratings().row(1).indexes()).containsExactly(0, 2);
        assertThat(loaded.ratings().row(1).values()).containsExactly(3.5f, 5);
    }

    @Test
    void hasNoRowsWithoutRatings() {
        TrainingSet loaded = loader.load(Instant.now());

        assertThat(loaded.ratings().rowCount()).isZero();
        assertThat(loaded.ratings().columnCount()).isEqualTo(3);
    }

    @Test
    void digestsTheContentAndNotItsStorage() {
        writer.put(new NewRating("a", "1", 5, TIME));
        writer.put(new NewRating("b", "2", 4, TIME));
        String digest = loader.load(Instant.now()).digest();
        writer.put(new NewRating("a", "1", 4, TIME));
        assertThat(loader.load(Instant.now()).digest()).isNotEqualTo(digest);
        writer.eraseUser("a");
        writer.put(new NewRating("a", "1", 5, TIME.plusSeconds(1)));

        assertThat(loader.load(Instant.now()).digest()).isEqualTo(digest).hasSize(64);
    }
}
