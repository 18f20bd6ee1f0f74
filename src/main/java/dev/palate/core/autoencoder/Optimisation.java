package dev.palate.core.autoencoder;

import dev.palate.core.engine.onednn.OneDnn;
import dev.palate.core.hyperparameter.Hyperparameter;
import dev.palate.core.network.NetworkTrainer;
import dev.palate.core.network.OptimiserKind;
import java.util.Optional;

/** How a network is optimised: the hyper-parameters that every algorithm with a network has. */
public record Optimisation(
        @Hyperparameter(value = "Learning rate.", min = 1e-7, max = 1)
        double learningRate,

        @Hyperparameter("How the learning rate changes over the epochs.")
        LearningRateSchedule schedule,

        @Hyperparameter("How gradients change the parameters.")
        OptimiserKind optimiser,

        @Hyperparameter(value = "Training rows per step.", min = 1, max = 65536)
        int batchSize,

        @Hyperparameter(
                "Factors of the matrix products of dense layers on a CPU: fp32, or bf16, which is faster and less exact and needs"
                        + " oneDNN and a CPU with AVX512_BF16. Weights, gradients and sums are always fp32.")
        NetworkTrainer.Precision precision,

        StoppingRule stopping) {

    /** When the training of a network ends. */
    public record StoppingRule(
            @Hyperparameter(value = "Epochs at most.", min = 1, max = 10000)
            int epochs,

            @Hyperparameter(
                    value = "Epochs without a better validation after which training stops; 0: never.",
                    min = 0,
                    max = 10000)
            int patience) {}

    /** Adam with a constant learning rate of 0.001 on batches of 64 rows. */
    public static Optimisation adam(int epochs, int patience) {
        return new Optimisation(
                0.001,
                LearningRateSchedule.CONSTANT,
                OptimiserKind.ADAM,
                64,
                NetworkTrainer.Precision.FP32,
                new StoppingRule(epochs, patience));
    }

    /**
     * Checks whether this process can train with this precision.
     *
     * @throws IllegalArgumentException if it cannot, with the remedy
     */
    public void check() {
        check(OneDnn.obstacleToBfloat16());
    }

    void check(Optional<String> obstacleToBfloat16) {
        if (precision == NetworkTrainer.Precision.BF16 && obstacleToBfloat16.isPresent()) {
            throw new IllegalArgumentException("precision cannot be bf16: " + obstacleToBfloat16.get());
        }
    }

    public int epochs() {
        return stopping.epochs();
    }

    /** After how many epochs without a better criterion training stops; 0: never. */
    public int patience() {
        return stopping.patience();
    }

    /** The learning rate of an epoch, counted from 1. */
    double learningRate(int epoch) {
        return learningRate * schedule.factor(epoch, epochs());
    }
}
