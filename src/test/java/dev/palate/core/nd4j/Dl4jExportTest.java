package dev.palate.core.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.dl4j.Dl4jExport;
import dev.palate.core.dl4j.UnsupportedNetworkException;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.network.Networks;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import tools.jackson.databind.json.JsonMapper;

class Dl4jExportTest {

    private static final int USERS = 9;

    static List<NetworkSpec> exportable() {
        List<NetworkSpec> specs = new ArrayList<>();
        Networks.all().stream().filter(spec -> !spec.cumulativeSkips()).forEach(specs::add);
        NetworkSpec shallow = specs.get(0);
        for (ActivationFunction activation : ActivationFunction.values()) {
            specs.add(new NetworkSpec(
                    shallow.itemCount(),
                    shallow.input(),
                    Topology.of(List.of(Layer.of(4, activation)), Optional.empty(), List.of()),
                    shallow.objective(),
                    shallow.initialisation()));
        }
        return specs;
    }

    @ParameterizedTest
    @MethodSource("exportable")
    void scoresTheSameInDl4j(NetworkSpec spec) throws IOException {
        // Without ranks, because the recency of a fold-in is no part of the network.
        RatingMatrix ratings = Networks.ratings(USERS).transpose().transpose();
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        float[] expected = new float[USERS * Networks.ITEMS];
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            Dl4jExport.write(model, zip);
            model.scoreRows(ratings, 0, USERS, expected);
        }
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip.toByteArray()));
        StepSettings withoutDropout =
                new StepSettings(new StepSettings.Noise(0, 1, false), 0, 0, StepSettings.Part.ALL);
        int[] order = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        INDArray inputs = DenseBatch.of(spec, ratings, order, 0, USERS, withoutDropout, DataType.FLOAT)
                .inputs();
        assertThat(restored.output(inputs).dup('c').ravel().toFloatVector()).containsExactly(expected, within(1e-5f));
    }

    /** What DL4J itself writes for the restored network, so that a network that DL4J reads by chance is found, too. */
    @ParameterizedTest
    @MethodSource("exportable")
    void writesWhatDl4jWrites(NetworkSpec spec) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            Dl4jExport.write(model, zip);
        }
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip.toByteArray()));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        ModelSerializer.writeModel(restored, again, false);

        Map<String, byte[]> own = entries(zip.toByteArray());
        Map<String, byte[]> expected = entries(again.toByteArray());
        assertThat(own.keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(own.get("coefficients.bin")).isEqualTo(expected.get("coefficients.bin"));
        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(own.get("configuration.json")))
                .isEqualTo(json.readTree(expected.get("configuration.json")));
    }

    private static Map<String, byte[]> entries(byte[] zip) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void refusesNetworksThatDl4jsDenseLayersCannotExpress() {
        NetworkSpec spec = Networks.all().stream()
                .filter(NetworkSpec::cumulativeSkips)
                .findFirst()
                .orElseThrow();
        try (Autoencoder model = Autoencoder.of(spec, Parameters.initial(spec, 3))) {
            assertThatThrownBy(() -> Dl4jExport.write(model, new ByteArrayOutputStream()))
                    .isInstanceOf(UnsupportedNetworkException.class);
        }
    }
}
