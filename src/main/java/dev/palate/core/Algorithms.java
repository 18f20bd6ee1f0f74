package dev.palate.core;

import dev.palate.core.autorec.AutoRec;
import dev.palate.core.ease.Ease;
import dev.palate.core.ensemble.Ensemble;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.ratingknn.RatingKnn;
import dev.palate.core.training.Algorithm;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.RecVae;
import dev.palate.core.vae.Vae;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The algorithms that can be trained. One line in {@link #standard} registers an algorithm. */
public record Algorithms(List<Algorithm<?>> all) {

    public Algorithms {
        all = List.copyOf(all);
    }

    public static Algorithms standard() {
        List<Algorithm<?>> single = List.of(
                new AutoRec(),
                new Vae(),
                new Dae(),
                new RecVae(),
                new Ease(),
                new ItemKnn(),
                new RatingKnn(),
                new Popularity());
        List<Algorithm<?>> all = new ArrayList<>(single);
        all.add(new Ensemble(single));
        return new Algorithms(all);
    }

    public Optional<Algorithm<?>> find(String name) {
        return all.stream().filter(a -> a.name().equals(name)).findFirst();
    }
}
