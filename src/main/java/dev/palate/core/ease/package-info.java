/** EASE, the shallow linear autoencoder in closed form (Steck 2019). It must not know other algorithms. */
@NullMarked
package dev.palate.core.ease;

import org.jspecify.annotations.NullMarked;
