package dev.palate.model;

import dev.palate.core.dl4j.Dl4jExport;
import dev.palate.core.dl4j.UnsupportedNetworkException;
import dev.palate.core.model.Model;
import dev.palate.model.serving.DamagedCheckpointException;
import dev.palate.model.serving.ModelLoader;
import dev.palate.model.version.UnknownModelVersionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.stereotype.Service;

/** Gives models away in the form that plain DL4J opens. */
@Service
public class ModelExporter {

    private final ModelLoader loader;

    ModelExporter(ModelLoader loader) {
        this.loader = loader;
    }

    /**
     * The zip of a version with its exact weights, even if it is served with weights of 8 bits. It is a temporary file that is
     * complete before the first byte is read; closing the stream deletes it.
     *
     * @throws NotExportableException if the model cannot be expressed in DL4J
     * @throws UnknownModelVersionException if there is no such version
     * @throws DamagedCheckpointException if its checkpoint cannot be read
     */
    public InputStream dl4j(String algorithm, int version) {
        try (Model model = loader.exact(algorithm, version)) {
            Path zip = Files.createTempFile("palate-", ".zip");
            try (OutputStream out = Files.newOutputStream(zip)) {
                Dl4jExport.write(model, out);
            } catch (UnsupportedNetworkException e) {
                Files.delete(zip);
                throw new NotExportableException(algorithm, version, e);
            }
            return Files.newInputStream(zip, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
