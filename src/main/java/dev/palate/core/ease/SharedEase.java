package dev.palate.core.ease;

import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.model.Model;
import dev.palate.core.training.SharedTraining;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingSetup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The spectrum that settings with equal exponents have in common. */
final class SharedEase implements SharedTraining.Shared<EaseHyperparameters> {

    private final TrainingSetup<EaseHyperparameters> setup;
    private final EaseSettings settings;
    private @Nullable EaseHyperparameters group;
    private @Nullable EaseSpectrum spectrum;

    SharedEase(TrainingSetup<EaseHyperparameters> setup) {
        this.setup = setup;
        this.settings = EaseSettings.of(
                setup.ratings(), setup.hyperparameters().likes().threshold(), 0.35, 0.5, 0.7, 1.0, 1.4, 2.0);
    }

    @Override
    public Model model(EaseHyperparameters h) {
        EaseHyperparameters wanted = h.ofSpectrum();
        if (spectrum == null || !wanted.equals(group)) {
            close();
            spectrum = spectrum(wanted);
            group = wanted;
        }
        return spectrum.model(h.lambda(), h.likes());
    }

    private EaseSpectrum spectrum(EaseHyperparameters h) {
        CoOccurrences common = Ease.common(setup.ratings(), h);
        double[] penalties = Ease.penalties(common, h.popularityExponent());
        EaseSpectrum made = EaseSpectrum.of(common, penalties, setup.threads(), setup.listener()::isCancelled);
        if (setup.listener().isCancelled()) {
            made.close();
            throw new TrainingCancelledException(1);
        }
        return made;
    }

    @Override
    public List<EaseHyperparameters> first(EaseHyperparameters base, int count) {
        return settings.first(base, count);
    }

    @Override
    public List<List<EaseHyperparameters>> further(EaseHyperparameters best) {
        return settings.further(best);
    }

    @Override
    public List<EaseHyperparameters> withRecencies(EaseHyperparameters best) {
        return settings.withRecencies(best);
    }

    @Override
    public void close() {
        if (spectrum != null) {
            spectrum.close();
            spectrum = null;
        }
    }
}
