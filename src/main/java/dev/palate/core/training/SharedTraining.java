package dev.palate.core.training;

import dev.palate.core.model.Model;
import java.util.List;
import java.util.Optional;

/**
 * An algorithm whose trainings with certain hyper-parameters have most of their work in common, so that a search tries many of them
 * for the price of one.
 */
public interface SharedTraining<H extends Record> {

    /** {@code algorithm} itself if its trainings have work in common. */
    @SuppressWarnings("unchecked") // an algorithm shares trainings with its own hyper-parameters
    static <H extends Record> Optional<SharedTraining<H>> of(Algorithm<H> algorithm) {
        return algorithm instanceof SharedTraining<?> ? Optional.of((SharedTraining<H>) algorithm) : Optional.empty();
    }

    /**
     * Prepares trainings; empty if a search of these ratings has no common work, so that each setting must be trained by itself.
     *
     * @param setup of its hyper-parameters only the threshold of relevant ratings counts
     */
    Optional<Shared<H>> share(TrainingSetup<H> setup);

    /** The common work, which is done when the first model of a group is asked for, and kept until the next group. */
    interface Shared<H> extends AutoCloseable {

        /**
         * A model that scores like that of a training with these hyper-parameters, closely enough to compare settings. It cannot be saved,
         * and is valid until the next call with other common work.
         *
         * @throws TrainingCancelledException if the listener of the setup cancelled
         */
        Model model(H hyperparameters);

        /**
         * Settings around {@code base} that have all common work in common, for the first stage of a search. They are in the order in
         * which a search tries them until its time is over.
         */
        List<H> first(H base, int count);

        /** Groups of settings around the best of the first stage; the settings of a group have all common work in common. */
        List<List<H>> further(H best);

        /** Settings like {@code best} with other values of the recency, for validation data that measure it. */
        List<H> withRecencies(H best);

        @Override
        void close();
    }
}
