package dev.palate.core.ease;

import dev.palate.core.matrix.CoOccurrences;
import dev.palate.core.model.Model;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingSetup;
import org.jspecify.annotations.Nullable;

/** The spectrum that settings with equal exponents have in common. */
final class SharedEase extends EaseSearch {

    private final TrainingSetup<EaseHyperparameters> setup;
    private @Nullable EaseHyperparameters group;
    private @Nullable EaseSpectrum spectrum;

    SharedEase(TrainingSetup<EaseHyperparameters> setup) {
        super(setup, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0);
        this.setup = setup;
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
    public void close() {
        if (spectrum != null) {
            spectrum.close();
            spectrum = null;
        }
    }
}
