package dev.palate.core.dl4j;

import dev.palate.core.network.ActivationFunction;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** DL4J's configuration of a stack of dense layers; all settings of training have DL4J's defaults. */
@SuppressWarnings("InlineFormatString") // The methods are readable without twenty lines of JSON.
final class Dl4jConfiguration {

    private static final String LAYER = """
            {
              "cacheMode": "NONE", "dataType": "FLOAT", "epochCount": 0, "iterationCount": 0,
              "layer": {
                "@class": "org.deeplearning4j.nn.conf.layers.DenseLayer",
                "activationFn": %s,
                "biasInit": 0.0, "biasUpdater": null, "constraints": null, "gainInit": 1.0,
                "gradientNormalization": "None", "gradientNormalizationThreshold": 1.0,
                "hasBias": true, "hasLayerNorm": false, "idropout": null,
                "iupdater": {"@class": "org.nd4j.linalg.learning.config.Sgd", "learningRate": 0.001},
                "layerName": "layer%d", "nin": %d, "nout": %d,
                "regularization": [], "regularizationBias": [], "timeDistributedFormat": null,
                "weightInitFn": {"@class": "org.deeplearning4j.nn.weights.WeightInitXavier"}, "weightNoise": null
              },
              "maxNumLineSearchIterations": 5, "miniBatch": true, "minimize": true,
              "optimizationAlgo": "STOCHASTIC_GRADIENT_DESCENT", "seed": 0, "stepFunction": null, "variables": ["W", "b"]
            }""";

    private static final String NETWORK = """
            {
              "backpropType": "Standard", "cacheMode": "NONE",
              "confs": [%s],
              "dataType": "FLOAT", "epochCount": 0, "inferenceWorkspaceMode": "ENABLED", "inputPreProcessors": {},
              "iterationCount": 0, "tbpttBackLength": 20, "tbpttFwdLength": 20, "trainingWorkspaceMode": "ENABLED",
              "validateOutputLayerConfig": true
            }
            """;

    private Dl4jConfiguration() {}

    static String json(List<ExportedLayer> layers) {
        String stack = IntStream.range(0, layers.size())
                .mapToObj(l -> layer(layers.get(l), l))
                .collect(Collectors.joining(", "));
        return NETWORK.formatted(stack);
    }

    private static String layer(ExportedLayer layer, int number) {
        return String.format(
                Locale.ROOT, LAYER, activation(layer.activation()), number, layer.inputs(), layer.outputs());
    }

    private static String activation(ActivationFunction activation) {
        return switch (activation) {
            case IDENTITY -> activation("ActivationIdentity", "");
            case SIGMOID -> activation("ActivationSigmoid", "");
            case TANH -> activation("ActivationTanH", "");
            case RELU -> activation("ActivationReLU", ", \"max\": null, \"negativeSlope\": null, \"threshold\": null");
            case SWISH -> activation("ActivationSwish", "");
        };
    }

    private static String activation(String name, String settings) {
        return "{\"@class\": \"org.nd4j.linalg.activations.impl." + name + "\"" + settings + "}";
    }
}
