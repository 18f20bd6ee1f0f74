package dev.palate.core.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.Networks;
import dev.palate.core.network.Parameters;
import dev.palate.core.network.StepSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Central differences in double precision for every tensor of every kind of network. */
class GradientTest {

    private static final double STEP = 1e-5;
    private static final int PER_TENSOR = 6;

    static List<NetworkSpec> networks() {
        return Networks.all();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void equalsFiniteDifferences(NetworkSpec spec) {
        RatingMatrix ratings = Networks.ratings(7);
        int[] order = IntStream.range(0, 7).toArray();
        StepSettings settings = StepSettings.of(11, 1, 0.01, 0.7);
        DenseBatch batch = DenseBatch.of(spec, ratings, order, 0, 7, settings, DataType.DOUBLE);
        Nd4jNetwork network = new Nd4jNetwork(spec);
        Nd4jParameters parameters = Nd4jParameters.of(Parameters.initial(spec, 5), DataType.DOUBLE);
        Nd4jParameters old = Nd4jParameters.of(Parameters.initial(spec, 6), DataType.DOUBLE);
        Optional<INDArray> oldCodes = spec.latent().map(l -> network.encode(old, batch.inputs()));

        List<List<INDArray>> gradients =
                network.gradient(parameters, batch, 0.7, oldCodes).gradients();

        for (int l = 0; l < parameters.depth(); l++) {
            for (int t = 0; t < gradients.get(l).size(); t++) {
                INDArray tensor = parameters.layer(l).tensors().get(t);
                assertThat(gradients.get(l)).hasSameSizeAs(parameters.layer(l).tensors());
                for (int k = 0; k < PER_TENSOR; k++) {
                    long at = (k * 7919L) % tensor.length();
                    double value = tensor.getDouble(at);
                    tensor.putScalar(at, value + STEP);
                    double above =
                            network.gradient(parameters, batch, 0.7, oldCodes).objective();
                    tensor.putScalar(at, value - STEP);
                    double below =
                            network.gradient(parameters, batch, 0.7, oldCodes).objective();
                    tensor.putScalar(at, value);
                    double difference = (above - below) / (2 * STEP);
                    assertThat(gradients.get(l).get(t).getDouble(at))
                            .as("layer %d, tensor %d, entry %d", l, t, at)
                            .isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
                }
            }
        }
    }
}
