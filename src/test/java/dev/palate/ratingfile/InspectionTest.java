package dev.palate.ratingfile;

import static dev.palate.ratingfile.TestParts.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.text.FileFormat;
import dev.palate.ratingfile.text.TextOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectionTest {

    /** MovieTweetings is named and written like MovieLens 1M but rates from 0 to 10. */
    @Test
    void showsFormatScaleAndRejectedRecords() {
        FilePart part = part(
                "ratings.dat",
                "1::0000008::10::1362000001\n1::0000010::8::1362000001\n2::0000012::2::1362000002\n4::0000008::0::1362000004\n");
        Inspection inspection = Inspection.ofRatings(
                part, ReadOptions.NONE, rating -> rating.value() <= 5 ? null : "the rating must be at most 5");

        assertThat(inspection.problem()).isNull();
        assertThat(inspection.format())
                .isEqualTo(new DetectedFormat(
                        new TextOptions(FileFormat.CSV, "UTF-8", "::", false),
                        Map.of("user", "1", "item", "2", "rating", "3", "timestamp", "4"),
                        "epoch-seconds"));
        assertThat(inspection.columns()).containsExactly("1", "2", "3", "4");
        assertThat(inspection.firstRows())
                .hasSize(4)
                .contains(Map.of("1", "2", "2", "0000012", "3", "2", "4", "1362000002"));
        Inspection.Sample sample = inspection.sample();
        assertThat(sample.read()).isEqualTo(4);
        assertThat(sample.rejected()).isEqualTo(2);
        assertThat(sample.lowest()).isZero();
        assertThat(sample.highest()).isEqualTo(10);
        assertThat(sample.rejections()).extracting(RejectedLine::line).containsExactly(1L, 2L);
    }

    @Test
    void showsTheRowsOfAFileThatLacksAColumn() {
        Inspection inspection =
                Inspection.ofRatings(part("a.csv", "who;what;stars\nann;1;3\n"), ReadOptions.NONE, rating -> null);
        assertThat(inspection.problem()).isEqualTo("There is no column userId among [who, what, stars].");
        assertThat(inspection.firstRows()).containsExactly(Map.of("who", "ann", "what", "1", "stars", "3"));
        assertThat(inspection.format().text()).isEqualTo(new TextOptions(FileFormat.CSV, "UTF-8", ";", true));
        assertThat(inspection.sample()).isNull();
        assertThat(Inspection.ofItems(part("a.csv", "code,label\nA,Alien\n"), ReadOptions.NONE, item -> null)
                        .problem())
                .isEqualTo("There is no column itemId among [code, label].");
    }

    @Test
    void readsTheFirstRecordsOnly() {
        Inspection inspection = Inspection.ofRatings(
                part("a.csv", "userId,itemId,rating\n" + "a,b,3\n".repeat(5000)), ReadOptions.NONE, rating -> null);
        assertThat(inspection.sample().read()).isEqualTo(1000);
        assertThat(inspection.firstRows()).hasSize(10);
    }

    @Test
    void inspectsItems() {
        Inspection inspection = Inspection.ofItems(
                part("items.csv", "id,title,genres\n1,Alien,Horror\n2,,\n"),
                ReadOptions.NONE,
                item -> item.title().isEmpty() ? "has no title" : null);
        assertThat(inspection.format().columns())
                .isEqualTo(Map.of("id", "id", "title", "title", "categories", "genres"));
        assertThat(inspection.sample().rejections())
                .containsExactly(new RejectedLine("items.csv", 3, "2,,", "has no title", null));
        assertThat(inspection.sample().highest()).isNull();
    }

    @Test
    void refusesWhatIsNoText() {
        FilePart binary = part("a.csv", "a,b,c\n".getBytes(StandardCharsets.UTF_16LE));
        assertThatThrownBy(() -> Inspection.ofRatings(binary, ReadOptions.NONE, rating -> null))
                .hasMessageContaining("encoding=UTF-16LE");
        assertThat(Inspection.ofRatings(part("a.csv", ""), ReadOptions.NONE, rating -> null)
                        .columns())
                .isEqualTo(List.of());
    }
}
