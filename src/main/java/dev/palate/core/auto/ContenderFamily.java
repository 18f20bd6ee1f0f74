package dev.palate.core.auto;

import dev.palate.core.ease.Ease;
import dev.palate.core.ensemble.Ensemble;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.SelectionReport.ComparedContender;
import dev.palate.core.itemknn.ItemKnn;
import dev.palate.core.popularity.Popularity;
import dev.palate.core.training.Algorithm;
import dev.palate.core.training.Presets;
import dev.palate.core.vae.Dae;
import dev.palate.core.vae.Vae;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The algorithms among which an automatic training chooses, the cheapest first. {@code recvae} and {@code autorec} are not among
 * the standard ones: they were worse on the validation users of docs/evaluation.md, and {@code recvae} takes several times as long.
 */
public record ContenderFamily(List<Algorithm<?>> members) {

    private static final int MANY_USERS = 10_000;

    private static final Map<String, Object> FOR_MANY_USERS = Map.of("batchSize", 256, "learningRate", 0.002);

    public ContenderFamily {
        members = List.copyOf(members);
    }

    public static ContenderFamily standard() {
        return new ContenderFamily(List.of(new Popularity(), new ItemKnn(), new Ease(), new Dae(), new Vae()));
    }

    /** An ensemble of members. */
    Contender<?> ensemble() {
        return Contender.of(new Ensemble(members));
    }

    /**
     * Each member with its preset for rankings, or its defaults where it has none. Networks get larger batches of many users: an epoch
     * then takes less time, and has enough steps all the same.
     *
     * @param users that the members are trained on
     */
    List<Contender<?>> contenders(double threshold, int users) {
        return members.stream()
                .<Contender<?>>map(member -> contender(member, threshold, users))
                .toList();
    }

    private static <H extends Record> Contender<H> contender(Algorithm<H> member, double threshold, int users) {
        Contender<H> contender = Contender.of(member, Presets.RANKING).withThreshold(threshold);
        return users >= MANY_USERS && member.hyperparameters().has("batchSize")
                ? contender.with(FOR_MANY_USERS)
                : contender;
    }

    /**
     * The contender of a row, to be trained again without validation: for exactly the number of epochs that was best.
     *
     * @throws IllegalArgumentException if its algorithm is not a member, or does not accept its hyper-parameters any more
     */
    public Contender<?> again(ComparedContender row) {
        Algorithm<?> algorithm = Stream.concat(
                        members.stream(), Stream.of(ensemble().algorithm()))
                .filter(member -> member.name().equals(row.algorithm()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + row.algorithm() + "' is not chosen automatically"));
        Contender<?> contender = Contender.of(algorithm).with(row.hyperparameters());
        return row.epochs() == null ? contender : contender.forExactly(row.epochs());
    }
}
