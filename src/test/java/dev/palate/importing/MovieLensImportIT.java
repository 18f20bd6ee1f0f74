package dev.palate.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.MovieLens100K;
import dev.palate.PalateIT;
import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.Item;
import dev.palate.job.JobState;
import dev.palate.rating.history.UserHistories;
import dev.palate.rating.history.UserHistory;
import dev.palate.rating.training.TrainingSet;
import dev.palate.rating.training.TrainingSetLoader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PalateIT
class MovieLensImportIT {

    @Autowired
    private Imports imports;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private TrainingSetLoader loader;

    @Autowired
    private UserHistories ratings;

    @Test
    void importsMovieLens100KAndChangesNothingTheSecondTime() throws InterruptedException {
        List<ImportStatus> told = new ArrayList<>();
        ImportStatus first = imports.importAndWait(MovieLens100K.directory(), told::add);

        assertThat(first.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(first.itemsWritten()).isEqualTo(1682);
        assertThat(first.rowsRead()).isEqualTo(100_000);
        assertThat(first.rowsWritten()).isEqualTo(100_000);
        assertThat(first.rowsRejected()).isZero();
        assertThat(first.bytesRead()).isEqualTo(first.bytesTotal()).isEqualTo(1_979_173);
        assertThat(told).last().isEqualTo(first);
        assertThat(catalogue.get("50"))
                .isEqualTo(new Item(
                        "50", "Star Wars (1977)", 1977, List.of("Action", "Adventure", "Romance", "Sci-Fi", "War")));
        assertThat(catalogue.get("543").title()).isEqualTo("Misérables, Les (1995)");
        assertThat(catalogue.get("267")).isEqualTo(new Item("267", "unknown", null, List.of("unknown")));

        TrainingSet set = loader.load(Instant.now());
        assertThat(set.users().ids()).hasSize(943).startsWith("1", "2", "3").endsWith("943");
        assertThat(set.items().ids()).hasSize(1682).startsWith("1", "2").endsWith("1682");
        assertThat(set.ratings().size()).isEqualTo(100_000);
        assertThat(set.ratings()
                        .row(set.users().indexOf("196"))
                        .contains(set.items().indexOf("242")))
                .isTrue();

        UserHistory before = ratings.of("1");
        assertThat(before.preferences()).hasSize(272);
        ImportStatus second = imports.importAndWait(MovieLens100K.directory(), told::add);
        assertThat(second.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(second.itemsWritten()).isZero();
        assertThat(second.rowsWritten()).isZero();
        assertThat(second.rowsUnchanged()).isEqualTo(100_000);
        assertThat(second.itemsUnchanged()).isEqualTo(1682);
        assertThat(ratings.of("1").version()).isEqualTo(before.version());
        assertThat(loader.load(Instant.now()).digest()).isEqualTo(set.digest());
    }
}
