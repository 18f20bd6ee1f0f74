package dev.palate.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.IdIndex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemColumnsTest {

    private static final IdIndex IDS = IdIndex.of(List.of("a", "b,c", "d"));

    @Test
    void restoresIdsAndWhichItemsHadNoRatings() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        ItemColumns.of(IDS, new int[] {2, 0, 1}).write(writer);
        writer.finish();

        ItemColumns restored = ItemColumns.read(reader(bytes));

        assertThat(restored.ids().ids()).containsExactly("a", "b,c", "d");
        assertThat(restored.isRated(0)).isTrue();
        assertThat(restored.isRated(1)).isFalse();
        assertThat(restored.isRated(2)).isTrue();
    }

    @Test
    void allItemsOfAnEarlierCheckpointCountAsRated() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        writer.text("palate.items", "a\0b,c\0d");
        writer.finish();

        ItemColumns restored = ItemColumns.read(reader(bytes));

        assertThat(restored.ids().size()).isEqualTo(3);
        assertThat(restored.isRated(1)).isTrue();
    }

    private static CheckpointReader reader(ByteArrayOutputStream bytes) throws IOException {
        return new CheckpointReader(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
