package dev.palate.core.dl4j;

import dev.palate.core.network.ActivationFunction;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A dense layer of the exported network.
 *
 * @param weights {@code [inputs x stored outputs]} if {@code byInput}, otherwise {@code [stored outputs x inputs]}; a layer can store more
 *     outputs than it exports, which are the last ones
 * @param bias {@code [stored outputs]}
 */
@SuppressWarnings("ArrayRecordComponent") // It is never compared, and its weights are read where they are.
record ExportedLayer(
        int inputs, int outputs, ActivationFunction activation, float[] weights, float[] bias, boolean byInput) {

    long parameterCount() {
        return (long) inputs * outputs + outputs;
    }

    /** Writes the weights by output, as DL4J's column-major {@code [inputs x outputs]} matrix, and then the bias. */
    void writeParameters(DataOutputStream out) throws IOException {
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                out.writeFloat(byInput ? weights[input * bias.length + output] : weights[output * inputs + input]);
            }
        }
        for (int output = 0; output < outputs; output++) {
            out.writeFloat(bias[output]);
        }
    }
}
