package dev.palate.core.network;

/**
 * The settings that vary between training steps.
 *
 * @param learningRate of the optimiser
 * @param klWeight factor of every row's divergence
 * @param part the parameters that are updated
 */
public record StepSettings(Noise noise, double learningRate, double klWeight, Part part) {

    /**
     * The random numbers of a step.
     *
     * @param seed of dropout and latent noise
     * @param epoch from 1; the noise of a row depends on (seed, epoch, row) only
     * @param dropout whether input dropout is on
     */
    public record Noise(long seed, int epoch, boolean dropout) {}

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
        return new StepSettings(new Noise(seed, epoch, true), learningRate, klWeight, Part.ALL);
    }
}
