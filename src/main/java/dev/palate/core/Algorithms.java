package dev.palate.core;

import dev.palate.core.autorec.AutoRec;
import dev.palate.core.ease.Ease;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.Algorithm;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.RecVae;
import dev.palate.core.vae.Vae;
import java.util.List;
import java.util.Optional;

/** The algorithms that can be trained. One line in {@link #standard} registers an algorithm. */
public final class Algorithms {

    private final List<Algorithm<?>> algorithms;

    private Algorithms(List<Algorithm<?>> algorithms) {
        this.algorithms = algorithms;
    }

    public static Algorithms standard() {
        return of(List.of(
                new AutoRec(), new Vae(), new Dae(), new RecVae(), new Ease(), new ItemKnn(), new Popularity()));
    }

    public static Algorithms of(List<Algorithm<?>> algorithms) {
        return new Algorithms(List.copyOf(algorithms));
    }

    public Optional<Algorithm<?>> find(String name) {
        return algorithms.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    public List<Algorithm<?>> all() {
        return algorithms;
    }
}
