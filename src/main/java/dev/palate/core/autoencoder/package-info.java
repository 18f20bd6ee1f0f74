/** What all autoencoders share, whatever their network: the training loop and the model that comes out. */
@NullMarked
package dev.palate.core.autoencoder;

import org.jspecify.annotations.NullMarked;
