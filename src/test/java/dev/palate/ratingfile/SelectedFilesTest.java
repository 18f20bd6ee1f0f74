package dev.palate.ratingfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.ratingfile.SelectedFiles.Content;
import dev.palate.ratingfile.source.BytesRead;
import dev.palate.ratingfile.source.FilePart;
import dev.palate.ratingfile.source.FileSet;
import dev.palate.ratingfile.source.RatingFileException;
import dev.palate.ratingfile.text.FileFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectedFilesTest {

    private static final String RATINGS = "1::1::5::978300760\n";

    @TempDir
    private Path folder;

    @Test
    void findsMovieLensInAnArchive() throws IOException {
        Path zip = zip("ml-1m/README.txt", "ml-1m/Movies.DAT", "ml-1m/ratings.dat", "__MACOSX/ml-1m/ratings.dat");
        try (FileSet files = open(zip, "ml-1m.zip")) {
            SelectedFiles selected = SelectedFiles.of(files, ReadOptions.NONE, Content.RATINGS);
            assertThat(selected.ratings().name()).isEqualTo("ratings.dat");
            assertThat(selected.items().name()).isEqualTo("movies.dat");
            assertThat(TestParts.ratings(selected.ratings(), ReadOptions.NONE).good())
                    .containsExactly("1 1 5.0 2000-12-31T22:12:40Z");
        }
    }

    @Test
    void findsMovieLensInAFolder() throws IOException {
        for (String name : List.of("u.data", "u.item", "u1.base", "u1.test", "u.user")) {
            Files.writeString(folder.resolve(name), RATINGS);
        }
        try (FileSet files = open(folder, "ml-100k")) {
            SelectedFiles selected = SelectedFiles.of(files, ReadOptions.NONE, Content.RATINGS);
            assertThat(selected.ratings().name()).isEqualTo("u.data");
            assertThat(selected.items().name()).isEqualTo("u.item");
            assertThat(selected.size()).isEqualTo(RATINGS.length());
        }
    }

    @Test
    void takesTheOnlyDataFileAndIgnoresAReadme() throws IOException {
        assertThat(chosen(zip("README.txt", "reviews.json"), Content.RATINGS)).isEqualTo("reviews.json");
        assertThat(chosen(zip("movies.csv"), Content.ITEMS)).isEqualTo("movies.csv");
        assertThat(chosen(zip("films.csv"), Content.ITEMS)).isEqualTo("films.csv");
        assertThat(chosen(zip("ratings"), Content.RATINGS)).isEqualTo("ratings");
        assertThat(chosen(zip("u1.base"), Content.RATINGS)).isEqualTo("u1.base");
    }

    @Test
    void refusesWhatItCannotChoose() throws IOException {
        assertThatThrownBy(() -> chosen(zip("../../ratings.png"), Content.RATINGS))
                .isInstanceOf(RatingFileException.class)
                .hasMessageContaining("holds none of u.data, ratings.dat, ratings.csv")
                .hasMessageContaining("it holds [ratings.png]");
        assertThatThrownBy(() -> chosen(zip("a/ratings.csv", "b/ratings.csv"), Content.RATINGS))
                .hasMessage("It is not clear which file to read: [ratings.csv, ratings.csv].");
        assertThatThrownBy(() -> chosen(zip("xl/workbook.xml", "xl/sheet1.xml"), Content.RATINGS))
                .hasMessage("a.zip is an Excel workbook: save the sheet as CSV.");
        Path broken = Files.writeString(folder.resolve("broken.zip"), "PK\3\4 and nothing else");
        assertThatThrownBy(() -> open(broken, "broken.zip")).hasMessageContaining("is not a sound zip archive");
    }

    @Test
    void checksTheOptionsBeforeTheContent() throws IOException {
        Path zip = zip("ratings.csv");
        try (FileSet files = open(zip, "a.zip")) {
            for (ReadOptions wrong : List.of(
                    TestParts.times("QQ{"),
                    TestParts.text(FileFormat.CSV, "klingon", null, null),
                    TestParts.text(null, null, "\n", null),
                    TestParts.text(null, null, "", null))) {
                assertThatThrownBy(() -> SelectedFiles.of(files, wrong, Content.RATINGS))
                        .isInstanceOf(RatingFileException.class);
            }
        }
    }

    @Test
    void readsGzipAndCountsTheStoredBytes() throws IOException {
        byte[] gzip = gzip("userId,itemId,rating\n" + "ann,1,4\n".repeat(10_000));
        Path file = Files.write(folder.resolve("upload"), gzip);
        try (FileSet files = open(file, "Ratings.csv.gz")) {
            FilePart part = files.parts().get(0);
            assertThat(part.name()).isEqualTo("ratings.csv");
            BytesRead bytes = new BytesRead();
            RatingFormat format = RatingFormat.detect(part, ReadOptions.NONE);
            try (RatingReader ratings = RatingReader.open(part, format, bytes, line -> {})) {
                int count = 0;
                while (ratings.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(10_000);
            }
            assertThat(bytes.get()).isEqualTo(part.size()).isEqualTo(gzip.length);
        }
    }

    @Test
    void saysWhereATruncatedGzipBreaks() throws IOException {
        byte[] gzip = gzip("userId,itemId,rating\n"
                + Stream.iterate(1, k -> k * 7919 % 10007)
                        .limit(50_000)
                        .map(k -> k + ",1,4\n")
                        .reduce("", (a, b) -> a.length() > 500_000 ? a : a + b));
        Path file = Files.write(folder.resolve("cut.gz"), java.util.Arrays.copyOf(gzip, gzip.length / 2));
        try (FileSet files = open(file, "ratings.csv.gz")) {
            assertThatThrownBy(() -> TestParts.ratings(files.parts().get(0), ReadOptions.NONE))
                    .isInstanceOf(RatingFileException.class)
                    .hasMessageContaining("damaged or incomplete after line");
        }
    }

    @Test
    void refusesAZipBomb() throws IOException {
        Path file = Files.write(folder.resolve("bomb.gz"), gzip("\n".repeat(64 << 20)));
        try (FileSet files = open(file, "ratings.csv.gz")) {
            assertThatThrownBy(() -> TestParts.ratings(files.parts().get(0), ReadOptions.NONE))
                    .isInstanceOf(RatingFileException.class)
                    .hasMessageContaining("expands to more than");
        }
    }

    private static String chosen(Path path, Content content) {
        try (FileSet files = open(path, "a.zip")) {
            SelectedFiles selected = SelectedFiles.of(files, ReadOptions.NONE, content);
            return (content == Content.ITEMS ? selected.items() : selected.ratings()).name();
        }
    }

    private static FileSet open(Path path, String name) {
        return FileSet.open(path, name, FileSet.MAXIMUM_EXPANSION);
    }

    private Path zip(String... names) throws IOException {
        Path file = Files.createTempFile(folder, "a", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(RATINGS.getBytes(UTF_8));
            }
        }
        return file;
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
