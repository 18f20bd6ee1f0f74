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

    @Test
    void showsFormatColumnsAndFirstRows() {
        FilePart part = part("ratings.dat", "1::0000008::10::1362000001\n2::0000012::2::1362000002\n");

        Inspection inspection = Inspection.ofRatings(part, ReadOptions.NONE);

        assertThat(inspection.text()).isEqualTo(new TextOptions(FileFormat.CSV, "UTF-8", "::", false));
        assertThat(inspection.columns()).containsExactly("1", "2", "3", "4");
        assertThat(inspection.firstRows())
                .hasSize(2)
                .contains(Map.of("1", "2", "2", "0000012", "3", "2", "4", "1362000002"));
    }

    @Test
    void showsTheRowsOfAFileThatLacksAColumn() {
        Inspection inspection = Inspection.ofRatings(part("a.csv", "who;what;stars\nann;1;3\n"), ReadOptions.NONE);

        assertThat(inspection.columns()).containsExactly("who", "what", "stars");
        assertThat(inspection.firstRows()).containsExactly(Map.of("who", "ann", "what", "1", "stars", "3"));
        assertThat(inspection.text()).isEqualTo(new TextOptions(FileFormat.CSV, "UTF-8", ";", true));
    }

    @Test
    void showsTheFirstTenRows() {
        FilePart part = part("a.csv", "userId,itemId,rating\n" + "a,b,3\n".repeat(5000));

        assertThat(Inspection.ofRatings(part, ReadOptions.NONE).firstRows()).hasSize(10);
    }

    @Test
    void refusesAFileWithMoreColumnsThanAPreviewMayHold() {
        FilePart table = part("wide.csv", "a,".repeat(1000) + "a\n");
        StringBuilder objects = new StringBuilder();
        for (int line = 0; line < 11; line++) {
            objects.append("{\"first\": 1");
            for (int field = 0; field < 100; field++) {
                objects.append(", \"%d/%d\": 1".formatted(line, field));
            }
            objects.append("}\n");
        }
        FilePart lines = part("wide.ndjson", objects.toString());

        for (FilePart wide : List.of(table, lines)) {
            assertThatThrownBy(() -> Inspection.ofRatings(wide, ReadOptions.NONE))
                    .hasMessage(wide.name() + " has more than 1000 columns.");
        }
    }

    @Test
    void inspectsItems() {
        Inspection inspection =
                Inspection.ofItems(part("items.csv", "id,title,genres\n1,Alien,Horror\n2,,\n"), ReadOptions.NONE);

        assertThat(inspection.columns()).containsExactly("id", "title", "genres");
        assertThat(inspection.firstRows().get(0)).isEqualTo(Map.of("id", "1", "title", "Alien", "genres", "Horror"));
    }

    @Test
    void refusesWhatIsNoText() {
        FilePart binary = part("a.csv", "a,b,c\n".getBytes(StandardCharsets.UTF_16LE));

        assertThatThrownBy(() -> Inspection.ofRatings(binary, ReadOptions.NONE))
                .hasMessageContaining("encoding=UTF-16LE");
        assertThat(Inspection.ofRatings(part("a.csv", ""), ReadOptions.NONE).columns())
                .isEqualTo(List.of());
    }
}
