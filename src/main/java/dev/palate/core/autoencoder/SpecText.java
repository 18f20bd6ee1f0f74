package dev.palate.core.autoencoder;

import dev.palate.core.checkpoint.CorruptCheckpointException;
import dev.palate.core.network.ActivationFunction;
import dev.palate.core.network.Initialisation;
import dev.palate.core.network.InputTransform;
import dev.palate.core.network.Latent;
import dev.palate.core.network.Layer;
import dev.palate.core.network.NetworkSpec;
import dev.palate.core.network.NetworkSpec.Objective;
import dev.palate.core.network.NetworkSpec.Topology;
import dev.palate.core.network.OutputLoss;
import dev.palate.core.network.Regularisation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes and reads a {@link NetworkSpec} as lines of {@code name=value} in a checkpoint: readable, and open to new names. */
final class SpecText {

    /** Checkpoints of earlier versions of Palate do not have these lines. */
    private static final String LOW_WEIGHT = "input.lowWeight";

    private static final String RECENCY = "input.recency";

    /** The largest text of a network, which has about 500 bytes. */
    static final int MOST_BYTES = 10_000;

    private static final int MOST_LAYERS = 100;

    private SpecText() {}

    static String write(NetworkSpec spec) {
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put("items", spec.itemCount());
        lines.put("input.binary", spec.input().binary());
        lines.put("input.threshold", spec.input().threshold());
        lines.put("input.l2Normalised", spec.input().l2Normalised());
        lines.put("input.dropout", spec.input().dropout());
        lines.put(LOW_WEIGHT, spec.input().lowWeight());
        lines.put(RECENCY, spec.input().recency());
        lines.put("encoder", write(spec.encoder()));
        lines.put("cumulativeSkips", spec.cumulativeSkips());
        spec.latent().ifPresent(latent -> {
            lines.put("latent.size", latent.size());
            lines.put("latent.prior", latent.prior());
            lines.put("latent.weight", latent.weight());
        });
        lines.put("decoder", write(spec.decoder()));
        lines.put("loss", spec.loss());
        lines.put("regularisation.kind", spec.regularisation().kind());
        lines.put("regularisation.lambda", spec.regularisation().lambda());
        lines.put("initialisation", spec.initialisation());
        return lines.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String write(List<Layer> layers) {
        return layers.stream()
                .map(l -> l.size() + ":" + l.activation() + ":" + l.layerNorm())
                .collect(Collectors.joining(","));
    }

    static NetworkSpec read(String text) throws CorruptCheckpointException {
        try {
            Map<String, String> lines = text.lines()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(line -> line[0], line -> line[1]));
            return new NetworkSpec(
                    Integer.parseInt(value(lines, "items")),
                    new InputTransform(
                            Boolean.parseBoolean(value(lines, "input.binary")),
                            Float.parseFloat(value(lines, "input.threshold")),
                            Boolean.parseBoolean(value(lines, "input.l2Normalised")),
                            Float.parseFloat(value(lines, "input.dropout")),
                            Float.parseFloat(lines.getOrDefault(LOW_WEIGHT, "0")),
                            Float.parseFloat(lines.getOrDefault(RECENCY, "0"))),
                    new Topology(
                            layers(value(lines, "encoder")),
                            Boolean.parseBoolean(value(lines, "cumulativeSkips")),
                            lines.containsKey("latent.size") ? Optional.of(latent(lines)) : Optional.empty(),
                            layers(value(lines, "decoder"))),
                    new Objective(
                            OutputLoss.valueOf(value(lines, "loss")),
                            new Regularisation(
                                    Regularisation.Kind.valueOf(value(lines, "regularisation.kind")),
                                    Float.parseFloat(value(lines, "regularisation.lambda")))),
                    Initialisation.valueOf(value(lines, "initialisation")));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new CorruptCheckpointException("the network's description cannot be read: " + e.getMessage());
        }
    }

    private static Latent latent(Map<String, String> lines) {
        return new Latent(
                Integer.parseInt(value(lines, "latent.size")),
                Latent.Prior.valueOf(value(lines, "latent.prior")),
                Latent.KlWeight.valueOf(value(lines, "latent.weight")));
    }

    private static List<Layer> layers(String text) {
        String[] layers = text.split(",", MOST_LAYERS + 1);
        if (layers.length > MOST_LAYERS) {
            throw new IllegalArgumentException("more than " + MOST_LAYERS + " layers");
        }
        return Arrays.stream(layers)
                .filter(layer -> !layer.isEmpty())
                .map(layer -> layer.split(":"))
                .map(l ->
                        new Layer(Integer.parseInt(l[0]), ActivationFunction.valueOf(l[1]), Boolean.parseBoolean(l[2])))
                .toList();
    }

    private static String value(Map<String, String> lines, String name) {
        String value = lines.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }
}
