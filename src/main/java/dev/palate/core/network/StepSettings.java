package dev.palate.core.network;

/**
 * The settings that vary between training steps.
 *
 * @param seed of dropout and latent noise
 * @param epoch from 1; the noise of a row depends on (seed, epoch, row) only
 * @param learningRate of the optimiser
 * @param klWeight factor of every row's divergence
 * @param dropout whether input dropout is on
 * @param part the parameters that are updated
 */
public record StepSettings(long seed, int epoch, double learningRate, double klWeight, boolean dropout, Part part) {

    /** A part of the network. */
    public enum Part {
        ALL,
        ENCODER,
        DECODER;

        public boolean encoder() {
            return this != DECODER;
        }

        public boolean decoder() {
            return this != ENCODER;
        }
    }

    /** A step of the whole network with dropout. */
    public static StepSettings of(long seed, int epoch, double learningRate, double klWeight) {
        return new StepSettings(seed, epoch, learningRate, klWeight, true, Part.ALL);
    }
}
