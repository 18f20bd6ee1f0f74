package dev.palate.core.dl4j;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.model.Model;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Parameters;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an autoencoder as the zip of a DL4J {@code MultiLayerNetwork}, which DL4J 1.0.0-M2.1 restores with {@code ModelSerializer} and
 * which computes the same scores. The zip has a configuration in JSON and one vector of all parameters.
 *
 * <p>The input of that network is the output of {@link dev.palate.core.network.InputTransform} (ratings thresholded and divided
 * by their norm, and older ones weighed by {@code recency}, according to the hyper-parameters); of a latent code it uses the mean.
 */
public final class Dl4jExport {

    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";

    private Dl4jExport() {}

    /**
     * Writes {@code model} to {@code out}.
     *
     * @param out stays open
     * @throws UnsupportedNetworkException if the model is not an autoencoder, or has skips or layer norms, which DL4J's dense
     *     layers do not support in this form
     */
    public static void write(Model model, OutputStream out) throws IOException {
        if (!(model instanceof Autoencoder autoencoder)) {
            throw new UnsupportedNetworkException("only autoencoders can be exported to DL4J");
        }
        NetworkSpec spec = autoencoder.spec();
        if (spec.cumulativeSkips() || spec.weightedLayers().stream().anyMatch(Layer::layerNorm)) {
            throw new UnsupportedNetworkException("DL4J has no dense layer with these skips and layer norms");
        }
        List<ExportedLayer> layers = layers(spec, autoencoder.parameters());
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(CONFIGURATION));
        zip.write(Dl4jConfiguration.json(layers).getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry(COEFFICIENTS));
        DataOutputStream coefficients = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
        writeVector(layers, coefficients);
        coefficients.flush();
        zip.closeEntry();
        zip.finish();
    }

    /** The layers of the forward pass, with the head of a latent code reduced to the mean. */
    private static List<ExportedLayer> layers(NetworkSpec spec, Parameters parameters) {
        List<ExportedLayer> layers = new ArrayList<>();
        for (int l = 0; l < spec.weightedLayers().size(); l++) {
            Layer layer = spec.weightedLayers().get(l);
            boolean isHead = spec.latent().isPresent() && l == spec.encoderDepth() - 1;
            int outputs = isHead ? spec.latent().orElseThrow().size() : layer.size();
            layers.add(new ExportedLayer(
                    spec.inputSize(l), outputs, layer.activation(), parameters.weights(l), parameters.bias(l), l == 0));
        }
        return layers;
    }

    /** A vector as ND4J writes it: a buffer with the shape, and a buffer with the values. */
    private static void writeVector(List<ExportedLayer> layers, DataOutputStream out) throws IOException {
        long length = layers.stream().mapToLong(ExportedLayer::parameterCount).sum();
        // Rank, size, stride, the flag of floats, stride between neighbours, order.
        long[] shape = {1, length, 1, 1 << 13, 1, 'c'};
        writeHead(out, shape.length, "LONG");
        for (long value : shape) {
            out.writeLong(value);
        }
        writeHead(out, length, "FLOAT");
        for (ExportedLayer layer : layers) {
            layer.writeParameters(out);
        }
    }

    private static void writeHead(DataOutputStream out, long length, String type) throws IOException {
        out.writeUTF("MIXED_DATA_TYPES");
        out.writeLong(length);
        out.writeUTF(type);
    }
}
