package dev.palate.model.file;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.CatalogueSnapshot;
import dev.palate.core.Algorithms;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.model.Model;
import dev.palate.core.training.Algorithm;
import dev.palate.model.version.UnknownAlgorithmException;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reads model files that another process has written, possibly in order to harm this service: whatever a file declares, it takes about as
 * much memory as it has bytes, and no version depends on it before all of it is verified.
 */
@Component
public class ModelFileReader {

    /** A rating that counts for every algorithm. */
    private static final float HIGH_RATING = 5;

    private final Algorithms algorithms;
    private final Supplier<CatalogueSnapshot> catalogue;

    @Autowired
    ModelFileReader(Algorithms algorithms, Catalogue catalogue) {
        this(algorithms, () -> newest(catalogue));
    }

    /** Another process may have imported items a moment ago. */
    private static CatalogueSnapshot newest(Catalogue catalogue) {
        catalogue.refresh();
        return catalogue.snapshot();
    }

    ModelFileReader(Algorithms algorithms, Supplier<CatalogueSnapshot> catalogue) {
        this.algorithms = algorithms;
        this.catalogue = catalogue;
    }

    /**
     * Reads the model of a file whose checksums are verified.
     *
     * @param algorithm whose version it is to become
     * @throws ModelFileException if it is damaged, of another algorithm or of another catalogue, or does not fit into the memory
     */
    public ModelContent read(CheckpointReader sections, String algorithm) {
        try {
            ModelManifest manifest = ModelManifest.read(sections);
            if (!manifest.algorithm().equals(algorithm)) {
                throw ModelFileException.ofAnotherAlgorithm(manifest.algorithm(), algorithm);
            }
            CatalogueSnapshot items = catalogue.get();
            ItemColumns columns = columns(sections, items);
            int unknown = unknownItems(columns, items);
            sections.requireFinite();
            Algorithm<?> found =
                    algorithms.find(algorithm).orElseThrow(() -> new UnknownAlgorithmException(algorithm, algorithms));
            return new ModelContent(manifest, found, columns, model(found, sections, columns), unknown, sections);
        } catch (IOException e) {
            throw ModelFileException.damaged(String.valueOf(e.getMessage()));
        }
    }

    /** A file with more than twice the items of the catalogue has fewer than half of them in common with it. */
    private static ItemColumns columns(CheckpointReader sections, CatalogueSnapshot items)
            throws CorruptCheckpointException {
        int known = items.size();
        if (known == 0) {
            throw ModelFileException.damaged("the catalogue of this service is empty; import the items first");
        }
        try {
            return ItemColumns.read(sections, (int) Math.min(Integer.MAX_VALUE, 2L * known));
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException("its items are invalid: " + e.getMessage());
        }
    }

    private static int unknownItems(ItemColumns columns, CatalogueSnapshot items) {
        int count = columns.ids().size();
        long known = columns.ids().ids().stream()
                .filter(id -> items.find(id).isPresent())
                .count();
        if (2 * known < count) {
            throw ModelFileException.ofAnotherCatalogue(known, count);
        }
        return (int) (count - known);
    }

    private static Model model(Algorithm<?> algorithm, CheckpointReader sections, ItemColumns columns)
            throws IOException {
        Model model = restored(algorithm, sections);
        try {
            int items = columns.ids().size();
            if (model.itemCount() != items) {
                throw new CorruptCheckpointException(
                        "it has ids of %d items but scores of %d".formatted(items, model.itemCount()));
            }
            requireScores(model);
            return model;
        } catch (IOException | RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private static Model restored(Algorithm<?> algorithm, CheckpointReader sections) throws IOException {
        try {
            return algorithm.restore(sections);
        } catch (DataAccessException e) {
            throw e; // the database is unavailable, which says nothing about the file
        } catch (RuntimeException e) {
            throw new CorruptCheckpointException("its sections are not those of a model: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            throw ModelFileException.tooLarge(
                    sections.size(), Runtime.getRuntime().maxMemory());
        }
    }

    /** Sections that do not fit together show when the model scores a user with all items, of which some are older, and one without any. */
    private static void requireScores(Model model) throws CorruptCheckpointException {
        int items = model.itemCount();
        float[] ratings = new float[items];
        Arrays.fill(ratings, Math.max(HIGH_RATING, model.leastInput()));
        int[] indexes = IntStream.range(0, items).toArray();
        SparseVector all =
                SparseVector.of(indexes, ratings, LongStream.range(0, items).toArray());
        float[] scores = new float[items];
        try {
            for (SparseVector foldIn : new SparseVector[] {SparseVector.empty(), all}) {
                model.score(foldIn, scores);
                if (IntStream.range(0, items).anyMatch(item -> !Float.isFinite(scores[item]))) {
                    throw new CorruptCheckpointException("its model gives scores that are not finite");
                }
            }
        } catch (RuntimeException e) {
            throw new CorruptCheckpointException("its model cannot score: " + e.getMessage());
        }
    }
}
