package dev.palate.model.file;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import java.io.IOException;

/** The model of a file, which saves the sections of the file. */
record FileModel(Model model, CheckpointReader sections) implements Model {

    /** What the names of all sections begin with that are not the model's own. */
    private static final String OWN_SECTIONS = "palate.";

    @Override
    public int itemCount() {
        return model.itemCount();
    }

    @Override
    public void score(SparseVector foldIn, float[] scores) {
        model.score(foldIn, scores);
    }

    @Override
    public void save(CheckpointWriter checkpoint) throws IOException {
        sections.copyTo(checkpoint, name -> !name.startsWith(OWN_SECTIONS));
    }
}
