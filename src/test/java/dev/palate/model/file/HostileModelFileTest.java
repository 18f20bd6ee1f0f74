package dev.palate.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.catalogue.Item;
import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.TrainingSetup;
import dev.palate.model.file.Sections.Section;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file contains, it is a model or is refused with a sentence: no other exception, no lack of memory and no loop. */
@Timeout(60)
class HostileModelFileTest {

    private static final int ITEMS = 12;
    private static final int USERS = 30;
    private static final Algorithms ALGORITHMS = Algorithms.standard();
    private static final List<String> IDS =
            IntStream.range(0, ITEMS).mapToObj(item -> "p" + item).toList();

    private final ModelFileReader reader = new ModelFileReader(ALGORITHMS, () -> CatalogueSnapshot.of(1, items("p")));

    static Stream<String> algorithms() {
        return ALGORITHMS.all().stream().map(Algorithm::name);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void readsWhatAnAlgorithmWrites(String algorithm) throws IOException {
        ModelContent content = read(file(algorithm), algorithm);
        try (Model model = content.model()) {
            assertThat(model.itemCount()).isEqualTo(ITEMS);
            assertThat(content.columns().ids().ids()).isEqualTo(IDS);
            assertThat(content.manifest().algorithm()).isEqualTo(algorithm);
            assertThat(content.unknownItems()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void refusesOrReadsEveryDamagedFile(String algorithm) throws IOException {
        byte[] file = file(algorithm);
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 60; round++) {
            refused(Arrays.copyOf(file, random.nextInt(file.length)), algorithm);
            byte[] flipped = file.clone();
            flipped[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            refusedOrRead(flipped, algorithm);
        }
        Sections sections = Sections.of(file);
        for (int at = 0; at < sections.all.size(); at++) {
            for (Section changed : changes(sections.all.get(at), random)) {
                refusedOrRead(sections.replaced(at, changed).file(), algorithm);
            }
            Sections without = sections.copy();
            without.all.remove(at);
            refusedOrRead(without.file(), algorithm);
            Sections twice = sections.copy();
            twice.all.add(sections.all.get(at));
            refused(twice.file(), algorithm);
        }
    }

    /** With valid checksums, so that only the contents can give them away. */
    private static List<Section> changes(Section section, SplittableRandom random) {
        byte[] payload = section.payload();
        List<Section> changes = new ArrayList<>();
        for (int bytes : new int[] {1, 4, 8, payload.length}) {
            changes.add(section.with(Sections.cut(payload, bytes)));
        }
        changes.add(section.with(Arrays.copyOf(payload, payload.length + 4)));
        for (long claimed : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 33, (1L << 33) - 40, 1 << 30}) {
            changes.add(section.claiming(claimed));
        }
        for (byte kind = 0; kind < 5; kind++) {
            changes.add(new Section(section.name(), kind, payload, payload.length));
        }
        changes.add(section.named("x"));
        for (int bits : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1_000_000_000, 0x7fc00000, 0x7f800000}) {
            if (payload.length >= 4) {
                changes.add(section.with(Sections.withNumber(payload, random.nextInt(payload.length / 4), bits)));
                changes.add(section.with(Sections.withNumber(payload, payload.length / 4 - 1, bits)));
                changes.add(section.with(Sections.withNumber(payload, 0, bits)));
            }
        }
        return changes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "items=12|items=1000000000",
                "items=12|items=-5",
                "items=12|items=2147483647",
                "encoder=|encoder=1000000000:TANH:false,",
                "decoder=|decoder=2147483647:TANH:true,",
                "latent.size=|latent.size=2000000000\nold=",
                "latent.size=|latent.size=1073741825\nold=",
                "loss=|loss=NONE\nold=",
                "input.dropout=|input.dropout=NaN\nold=",
                "input.threshold=|input.threshold=NaN\nold="
            })
    void allocatesNothingForANetworkThatTheFileDoesNotContain(String change) throws IOException {
        String[] parts = change.split("\\|", 2);
        refusedOrRead(networkWith(parts[0], parts[1]), "vae");
    }

    /** A file whose description of the network is changed. */
    private static byte[] networkWith(String old, String changed) throws IOException {
        Sections sections = Sections.of(file("vae"));
        int at = IntStream.range(0, sections.all.size())
                .filter(index -> textOf(sections.all.get(index)).startsWith("items=12"))
                .findFirst()
                .orElseThrow();
        Section spec = sections.all.get(at);
        assertThat(textOf(spec)).contains(old);
        return sections.replaced(at, Sections.text(spec.name(), textOf(spec).replaceFirst(old, changed)))
                .file();
    }

    private static String textOf(Section section) {
        return new String(section.payload(), StandardCharsets.UTF_8);
    }

    /** Such a model would give a user with several ratings an empty list, or infinite scores. */
    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-1000", "-Infinity"})
    void refusesANetworkThatOlderRatingsMakeUseless(String recency) throws IOException {
        assertThat(refused(networkWith("input.recency=", "input.recency=" + recency + "\nold="), "vae"))
                .contains("scores that are not finite");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ease", "item-knn"})
    void refusesItemWeightsThatOlderRatingsMakeInfinite(String algorithm) throws IOException {
        Sections sections = Sections.of(file(algorithm));
        int recency = sections.at(algorithm + ".recency");
        Section changed = sections.all.get(recency);
        byte[] negative = Sections.withNumber(changed.payload(), 0, Float.floatToIntBits(-1e30f));
        assertThat(refused(sections.replaced(recency, changed.with(negative)).file(), algorithm))
                .contains("scores that are not finite");
    }

    @Test
    void refusesANetworkOfManyLayersAtOnce() throws IOException {
        assertThat(refused(networkWith("encoder=", "encoder=" + "1:TANH:false,".repeat(600)), "vae"))
                .contains("layers");
    }

    @Test
    void refusesMoreItemsThanTwiceTheCatalogueBeforeTheyTakeMemory() throws IOException {
        Sections sections = Sections.of(file("ease"));
        String many = String.join(
                "\0", IntStream.range(0, 2_000).mapToObj(item -> "x" + item).toList());

        assertThat(refused(
                        sections.replaced(sections.at("palate.items"), Sections.text("palate.items", many))
                                .file(),
                        "ease"))
                .contains("it has 2000 items, more than 24");
        assertThat(refused(
                        sections.replaced(
                                        sections.at("palate.items"), Sections.text("palate.items", "x".repeat(20_000)))
                                .file(),
                        "ease"))
                .contains("has 20000 bytes, more than");
    }

    @Test
    void refusesAFileOfAnotherCatalogueAndCountsUnknownItems() throws IOException {
        byte[] file = file("ease");

        assertThatThrownBy(() -> new ModelFileReader(ALGORITHMS, () -> CatalogueSnapshot.of(1, items("other")))
                        .read(sections(file), "ease"))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("only 0 of its 12 items are in the catalogue");
        ModelFileReader fewer = new ModelFileReader(
                ALGORITHMS, () -> CatalogueSnapshot.of(1, items("p").subList(0, 9)));
        ModelContent content = fewer.read(sections(file), "ease");
        content.model().close();
        assertThat(content.unknownItems()).isEqualTo(3);
        assertThatThrownBy(() -> new ModelFileReader(ALGORITHMS, () -> CatalogueSnapshot.of(1, List.of()))
                        .read(sections(file), "ease"))
                .hasMessageContaining("catalogue of this service is empty");
    }

    @Test
    void refusesAModelOfAnotherAlgorithm() throws IOException {
        assertThat(refused(file("ease"), "vae"))
                .contains("it has a model of 'ease', but versions of 'vae' were requested");
        Sections sections = Sections.of(file("ease"));
        assertThat(refused(
                        sections.replaced(
                                        sections.at(ModelManifest.SECTION),
                                        Sections.text(ModelManifest.SECTION, "{\"algorithm\": \"vae\"}"))
                                .file(),
                        "vae"))
                .contains("has no section");
    }

    @Test
    void refusesManySectionsAndLongNames() throws IOException {
        Sections sections = Sections.of(file("popularity"));
        Sections many = sections.copy();
        for (int section = 0; section < 11_000; section++) {
            many.all.add(Sections.text("s" + section, ""));
        }
        assertThat(refused(many.file(), "popularity")).contains("more than 10000 sections");
        Sections named = sections.copy();
        named.all.add(Sections.text("n".repeat(5_000), ""));
        assertThat(refused(named.file(), "popularity")).contains("a name of more than 1000 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}",
                "{\"algorithm\": 7, \"seed\": \"x\"}",
                "{\"algorithm\": \"\"}",
                "{\"algorithm\": \"popularity\", \"data\": []}",
                "{\"algorithm\": \"popularity\", \"data\": {\"cutoff\": \"yesterday\"}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"threads\": 1e99}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"trainSeconds\": 1e999}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"trainSeconds\": \"NaN\"}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"trainSeconds\": -1}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"threads\": -1}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"executors\": -1}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"rounds\": -1}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"engine\": \"a\\u0000b\"}}",
                "{\"algorithm\": \"popularity\", \"conditions\": {\"engine\": \"\\ud800\"}}",
                "{\"algorithm\": \"popularity\", \"data\": {\"ratingCount\": -1}}",
                "{\"algorithm\": \"popularity\", \"data\": {\"userCount\": -1}}",
                "{\"algorithm\": \"popularity\", \"data\": {\"itemCount\": -1}}",
                "{\"algorithm\": \"popularity\", \"data\": {\"digest\": \"\\u001b[2J\"}}",
                "{\"algorithm\": \"popularity\", \"data\": {\"cutoff\": \"+999999999-12-31T00:00:00Z\"}}",
                "{\"algorithm\": \"popularity\", \"palate\": \"\\n\"}"
            })
    void refusesAManifestThatIsNone(String json) throws IOException {
        assertThat(refused(withManifest(json), "popularity")).contains("manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"palate\"", "\"data\": {\"digest\"", "\"conditions\": {\"engine\""})
    void refusesLongTextsOfAManifest(String field) throws IOException {
        String json = "{\"algorithm\": \"popularity\", %s: \"%s\"%s}";
        String end = field.contains("{") ? "}" : "";
        assertThat(refused(withManifest(json.formatted(field, "x".repeat(201), end)), "popularity"))
                .contains("manifest")
                .hasSizeLessThan(300);
        read(withManifest(json.formatted(field, "x".repeat(200), end)), "popularity")
                .model()
                .close();
    }

    @Test
    void quotesLittleOfAFileAndNothingThatCannotBeStored() throws IOException {
        assertThat(refused(withManifest("{\"algorithm\": \"%s\"}".formatted("a".repeat(900_000))), "popularity"))
                .hasSizeLessThan(600);
        assertThat(refused(withManifest("{\"algorithm\": \"\\u0000\"}"), "popularity"))
                .doesNotContain("\0");
        Sections sections = Sections.of(file("popularity"));
        String id = "i".repeat(1_000);
        Section twice = Sections.text("palate.items", id + "\0" + id);
        assertThat(refused(sections.replaced(sections.at("palate.items"), twice).file(), "popularity"))
                .contains("duplicate id: iii", "...")
                .hasSizeLessThan(600);
        assertThat(ModelFileException.damaged("a\0b\ud800c"))
                .hasMessage("The model file cannot be used: a\ufffdb\ufffdc.");
    }

    private static byte[] withManifest(String json) throws IOException {
        Sections sections = Sections.of(file("popularity"));
        return sections.replaced(sections.at(ModelManifest.SECTION), Sections.text(ModelManifest.SECTION, json))
                .file();
    }

    private void refusedOrRead(byte[] file, String algorithm) throws IOException {
        try {
            read(file, algorithm).model().close();
        } catch (CorruptCheckpointException | ModelFileException e) {
            assertThat(e).hasMessageMatching("(?s).{10,}");
        }
    }

    private String refused(byte[] file, String algorithm) throws IOException {
        try {
            read(file, algorithm).model().close();
        } catch (CorruptCheckpointException | ModelFileException e) {
            return String.valueOf(e.getMessage());
        }
        return fail("a damaged file is read");
    }

    private ModelContent read(byte[] file, String algorithm) throws IOException {
        return reader.read(sections(file), algorithm);
    }

    private static CheckpointReader sections(byte[] file) throws IOException {
        return new CheckpointReader(
                new ByteArrayInputStream(file),
                offset -> new ByteArrayInputStream(file, (int) offset, file.length - (int) offset));
    }

    private static List<Item> items(String prefix) {
        return IntStream.range(0, ITEMS)
                .mapToObj(item -> new Item(prefix + item, "Item " + item, null, List.of()))
                .toList();
    }

    private static byte[] file(String algorithm) throws IOException {
        Algorithm<?> found = ALGORITHMS.find(algorithm).orElseThrow();
        return file(Contender.of(found).with(settings(found)));
    }

    private static Map<String, ?> settings(Algorithm<?> algorithm) {
        if (algorithm.name().equals("ensemble")) {
            return Map.of("members", List.of("ease", "item-knn"));
        }
        return algorithm.hyperparameters().has("epochs") ? Map.of("epochs", 1) : Map.of();
    }

    private static <H extends Record> byte[] file(Contender<H> contender) throws IOException {
        List<SparseVector> rows = IntStream.range(0, USERS)
                .mapToObj(user -> SparseVector.of(
                        new int[] {user % 3, 3 + user % 4, 7 + user % 5}, new float[] {5, 4, 1 + user % 5}))
                .toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Model model = contender
                .algorithm()
                .train(TrainingSetup.of(RatingMatrix.of(ITEMS, rows), contender.hyperparameters(), 42, 1))) {
            CheckpointWriter writer = new CheckpointWriter(bytes);
            writer.text(ModelManifest.SECTION, "{\"algorithm\": \"" + contender.name() + "\"}");
            model.save(writer);
            ItemColumns.rated(IdIndex.of(IDS)).write(writer);
            writer.finish();
        }
        return bytes.toByteArray();
    }
}
