/**
 * The parts that all autoencoders share, whatever their network: the training loop and the resulting model. It must not know
 * the hyper-parameters of any particular algorithm.
 */
@NullMarked
package dev.palate.core.autoencoder;

import org.jspecify.annotations.NullMarked;
