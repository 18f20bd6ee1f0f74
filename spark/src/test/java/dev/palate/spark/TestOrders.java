package dev.palate.spark;

import dev.palate.spark.model.Order;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Orders as the service writes them. */
public final class TestOrders {

    /** Ignores the progress. */
    public static final Progress SILENT =
            new Progress(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    private TestOrders() {}

    /** @param hyperparameters as JSON without braces */
    public static Order of(String algorithm, String hyperparameters) {
        return Order.read("""
                {"kind": "TRAIN", "algorithm": "%s", "seed": 42, "promote": "AUTO", "hyperparameters": {%s},
                 "evaluation": {"protocol": "strong-generalization", "k": [10, 100], "threshold": 4, "validationShare": 0.1,
                    "testShare": 0.1, "heldOutShare": 0.2, "splitSeed": 1, "bootstrapSamples": 1000}}""".formatted(algorithm, hyperparameters));
    }
}
