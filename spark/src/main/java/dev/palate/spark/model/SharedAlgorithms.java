package dev.palate.spark.model;

import dev.palate.core.ease.Ease;
import dev.palate.core.training.Algorithm;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.Vae;
import java.util.List;
import java.util.stream.Collectors;

/** The algorithms that can be trained on a cluster. */
public final class SharedAlgorithms {

    private static final List<Algorithm<?>> ALL = List.of(new Ease(), new Vae(), new Dae());

    private SharedAlgorithms() {}

    /** @throws IllegalArgumentException if there is none with this name */
    public static Algorithm<?> find(String name) {
        return ALL.stream()
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the algorithm '%s' cannot be trained on Spark; expected %s"
                                .formatted(
                                        name, ALL.stream().map(Algorithm::name).collect(Collectors.joining(", ")))));
    }
}
