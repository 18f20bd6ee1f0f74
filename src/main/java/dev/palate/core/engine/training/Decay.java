package dev.palate.core.engine.training;

/**
 * The gradient of the penalty on a layer, as factors of its parameters.
 *
 * @param weights factor of each weight
 * @param bias factor of each bias
 */
record Decay(float weights, float bias) {

    static final Decay NONE = new Decay(0, 0);
}
