package dev.palate.core.ensemble;

import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.model.Model;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import dev.palate.core.training.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains the members of an ensemble one after the other. Its state contains the finished members and the state of the current
 * one, so that an interrupted training resumes within a member.
 */
final class MemberTrainings {

    private static final String CURRENT = "ensemble.current";
    private static final String SETTLED = "ensemble.settled.";
    private static final String EPOCHS = "ensemble.epochs";
    private static final String WATCH = "watch";

    private final List<Member<?>> members;
    private final TrainingSetup<EnsembleHyperparameters> setup;
    private final List<Model> models = new ArrayList<>();
    private final int mostEpochs;
    private int epochsOfFinished;
    private double secondsOfFinished;

    MemberTrainings(List<Member<?>> members, TrainingSetup<EnsembleHyperparameters> setup) {
        this.members = new ArrayList<>(members);
        this.setup = setup;
        this.mostEpochs = members.stream()
                .filter(Member::isUsed)
                .mapToInt(member -> member.contender().epochs().orElse(0))
                .sum();
    }

    /** The members after {@link #run}: with the number of epochs that was best on the validation users. */
    List<Member<?>> members() {
        return members;
    }

    /** The models of all members whose weight is not 0. */
    List<Model> run() {
        try {
            int first = setup.resume().isPresent() ? restored(setup.resume().get()) : 0;
            for (int at = first; at < members.size(); at++) {
                if (members.get(at).isUsed()) {
                    Optional<CheckpointReader> state =
                            at == first ? setup.resume().map(saved -> saved.within(CURRENT + ".")) : Optional.empty();
                    members.set(at, train(members.get(at), at, state));
                }
            }
            return models;
        } catch (IOException e) {
            models.forEach(Model::close);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            models.forEach(Model::close);
            throw e;
        }
    }

    private <H extends Record> Member<H> train(Member<H> member, int at, Optional<CheckpointReader> state)
            throws IOException {
        Contender<H> contender = member.contender();
        Watch watch = new Watch(at, state);
        TrainingOptions options = setup.options();
        models.add(contender
                .algorithm()
                .trainInMemory(new TrainingSetup<>(
                        setup.ratings(),
                        contender.hyperparameters(),
                        new TrainingOptions(options.seed() + at, options.processors(), watch, state, Optional.empty()),
                        setup.validation())));
        epochsOfFinished += watch.epochs;
        secondsOfFinished += watch.seconds;
        return watch.best == 0 ? member : member.forExactly(watch.best);
    }

    /** Restores the finished members, and returns the index of the current one. */
    private int restored(CheckpointReader saved) throws IOException {
        int current = Integer.parseInt(saved.text(CURRENT));
        String[] finished = saved.text(EPOCHS).split(" ", -1);
        epochsOfFinished = Integer.parseInt(finished[0]);
        secondsOfFinished = Double.parseDouble(finished[1]);
        for (int at = 0; at < current; at++) {
            if (members.get(at).isUsed()) {
                models.add(members.get(at).contender().algorithm().restore(saved.within(prefix(at))));
                members.set(at, settled(members.get(at), saved.text(SETTLED + at)));
            }
        }
        return current;
    }

    private static Member<?> settled(Member<?> member, String epochs) {
        return epochs.equals("-") ? member : member.forExactly(Integer.parseInt(epochs));
    }

    private void save(CheckpointWriter checkpoint, int current, Watch watch, TrainingState state) throws IOException {
        checkpoint.text(CURRENT, String.valueOf(current));
        checkpoint.text(EPOCHS, epochsOfFinished + " " + secondsOfFinished);
        int trained = 0;
        for (int at = 0; at < current; at++) {
            if (members.get(at).isUsed()) {
                Contender<?> contender = members.get(at).contender();
                checkpoint.text(
                        SETTLED + at,
                        contender.epochs().isPresent()
                                ? String.valueOf(contender.epochs().getAsInt())
                                : "-");
                models.get(trained++).save(checkpoint.within(prefix(at)));
            }
        }
        CheckpointWriter inner = checkpoint.within(CURRENT + ".");
        inner.text(WATCH, watch.bestValue + " " + watch.best + " " + watch.epochs + " " + watch.seconds);
        state.save(inner);
    }

    private static String prefix(int member) {
        return "member." + member + ".";
    }

    /** Passes the progress of one member on as a part of the whole training, and remembers its best epoch. */
    private final class Watch implements TrainingListener {

        private final int member;
        private final @Nullable String criterion =
                setup.validation().flatMap(EpochValidation::criterion).orElse(null);
        private double bestValue = Double.NEGATIVE_INFINITY;
        private int best;
        private int epochs;
        private double seconds;

        /** @param state of the member's interrupted training */
        Watch(int member, Optional<CheckpointReader> state) throws IOException {
            this.member = member;
            if (state.isPresent()) {
                String[] saved = state.get().text(WATCH).split(" ", -1);
                bestValue = Double.parseDouble(saved[0]);
                best = Integer.parseInt(saved[1]);
                epochs = Integer.parseInt(saved[2]);
                seconds = Double.parseDouble(saved[3]);
            }
        }

        @Override
        public void onBatch(int epoch, int batch, int batches) {
            setup.listener().onBatch(epochsOfFinished + epoch, batch, batches);
        }

        @Override
        public void onEpoch(EpochReport report, TrainingState state) {
            epochs = report.epoch();
            seconds = report.trainSeconds();
            double value = criterion == null
                    ? Double.NEGATIVE_INFINITY
                    : report.metrics().getOrDefault(criterion, Double.NEGATIVE_INFINITY);
            if (value > bestValue) {
                bestValue = value;
                best = report.epoch();
            }
            setup.listener()
                    .onEpoch(
                            report.within(epochsOfFinished, Math.max(mostEpochs, report.epochs()), secondsOfFinished),
                            checkpoint -> save(checkpoint, member, this, state));
        }

        @Override
        public void onWarning(String message) {
            setup.listener().onWarning(members.get(member).name() + ": " + message);
        }

        @Override
        public boolean isCancelled() {
            return setup.listener().isCancelled();
        }

        /** Weights that are given belong to members that are trained in full, so these do not end early. */
        @Override
        public boolean isTimeOver() {
            return setup.hyperparameters().fitWeights() && setup.listener().isTimeOver();
        }
    }
}
