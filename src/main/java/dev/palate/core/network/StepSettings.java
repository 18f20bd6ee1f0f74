package dev.palate.core.network;

/**
 * What changes from one training step to the next.
 *
 * @param seed of dropout and latent noise
 * @param epoch from 1; the noise of a row depends on (seed, epoch, row) only
 * @param learningRate of the optimiser
 * @param klWeight times every row's divergence
 * @param dropout whether input dropout is on
 * @param part which parameters move
 */
public record StepSettings(long seed, int epoch, double learningRate, double klWeight, boolean dropout, Part part) {

    /** A share of the network. */
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
