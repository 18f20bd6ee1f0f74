package dev.palate.model;

import dev.palate.core.Algorithms;
import dev.palate.model.quality.ModelScore;
import dev.palate.model.serving.ServedModel;
import dev.palate.model.serving.ServedModels;
import dev.palate.model.version.Activations;
import dev.palate.model.version.Activations.Active;
import dev.palate.model.version.UnknownAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Pins the model that answers requests that name none, in all replicas, and says which one it is. */
@Service
public class DefaultModels {

    private final Algorithms algorithms;
    private final Activations activations;
    private final ServedModels models;
    private final TransactionTemplate transaction;

    DefaultModels(
            Algorithms algorithms, Activations activations, ServedModels models, TransactionTemplate transaction) {
        this.algorithms = algorithms;
        this.activations = activations;
        this.models = models;
        this.transaction = transaction;
    }

    /** The model that answers, unless a setting names another one. */
    public DefaultModel current() {
        Optional<ServedModel> model = models.defaultModel();
        if (model.isEmpty()) {
            return new DefaultModel(null, null, false, "No version is active: popularity answers.");
        }
        String algorithm = model.get().algorithm();
        Optional<Active> active = activations.active().stream()
                .filter(found -> found.id().algorithm().equals(algorithm))
                .findFirst();
        return new DefaultModel(
                algorithm,
                model.get().version(),
                active.filter(Active::pinned).isPresent(),
                active.map(DefaultModels::reason).orElse("It was active until now."));
    }

    /**
     * Makes the active version of an algorithm the default until it is unpinned.
     *
     * @throws UnknownAlgorithmException if there is no such algorithm
     * @throws NothingActiveException if the algorithm has no active version
     */
    public void pin(String algorithm) {
        if (algorithms.find(algorithm).isEmpty()) {
            throw new UnknownAlgorithmException(algorithm, algorithms);
        }
        if (!Boolean.TRUE.equals(transaction.execute(status -> activations.pin(algorithm)))) {
            throw new NothingActiveException(algorithm);
        }
        models.refresh();
    }

    /** Makes the active version with the best score the default. */
    public void unpin() {
        transaction.executeWithoutResult(status -> activations.unpin());
        models.refresh();
    }

    private static String reason(Active active) {
        if (active.pinned()) {
            return "A request pinned it.";
        }
        ModelScore score = active.quality().score();
        return score == null
                ? "No active version was measured; this algorithm was activated first."
                : String.format(
                        Locale.ROOT,
                        "Of the active versions it has the highest lead over popularity: its %s is %.4f, that of popularity %.4f.",
                        score.metric(),
                        score.value(),
                        score.popularity());
    }
}
