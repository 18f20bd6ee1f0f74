package dev.palate.core.tuning;

import dev.palate.core.evaluation.Contender;
import dev.palate.core.training.TrainingListener;
import java.util.stream.DoubleStream;

/** The progress of the trainings of a rung, several of which can be under way. */
final class RungProgress {

    /** Receives the share of a rung that is done. */
    interface Shares {

        void report(int rung, double share);
    }

    private final TuningListener listener;
    private final Shares report;
    private final int rung;
    private final double[] shares;

    /** @param report is called under the lock of {@code listener} */
    RungProgress(TuningListener listener, Shares report, int rung, int trials) {
        this.listener = listener;
        this.report = report;
        this.rung = rung;
        this.shares = new double[trials];
    }

    int rung() {
        return rung;
    }

    /** Follows one training. */
    TrainingListener listener(int trial, Contender<?> contender) {
        int epochs = contender.epochs().orElse(1);
        return new TrainingListener() {
            @Override
            public void onBatch(int epoch, int batch, int batches) {
                update(trial, Math.min(1, (epoch - 1 + (double) batch / batches) / epochs));
            }

            @Override
            public boolean isCancelled() {
                return listener.isCancelled();
            }
        };
    }

    /** Sets the share of a training that is done. */
    void update(int trial, double share) {
        synchronized (listener) {
            shares[trial] = share;
            report.report(rung, DoubleStream.of(shares).sum() / shares.length);
        }
    }
}
