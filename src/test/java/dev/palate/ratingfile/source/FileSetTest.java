package dev.palate.ratingfile.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSetTest {

    @TempDir
    private Path folder;

    @Test
    void refusesAnArchiveBeforeItsDirectoryIsInMemory() throws IOException {
        Path archive = archive(21_000, "");

        assertThatThrownBy(() -> FileSet.open(archive, "spices.zip", 100))
                .isInstanceOf(RatingFileException.class)
                .hasMessage("spices.zip has a directory of more than 4194304 bytes; at most 10000 files are allowed.");
    }

    @Test
    void isNotMisledByAnEndRecordInTheCommentOfAnArchive() throws IOException {
        Path archive = archive(21_000, "PK\5\6" + "\0".repeat(18));

        assertThatThrownBy(() -> FileSet.open(archive, "spices.zip", 100)).isInstanceOf(RatingFileException.class);
    }

    @Test
    void opensAnArchiveWithAComment() throws IOException {
        try (FileSet files = FileSet.open(archive(3, "spices of 2024"), "spices.zip", 100)) {
            assertThat(files.parts()).hasSize(3);
        }
    }

    private Path archive(int entries, String comment) throws IOException {
        Path file = folder.resolve("archive");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setComment(comment);
            for (int k = 0; k < entries; k++) {
                zip.putNextEntry(new ZipEntry("pepper".repeat(25) + k));
                zip.closeEntry();
            }
        }
        return file;
    }
}
