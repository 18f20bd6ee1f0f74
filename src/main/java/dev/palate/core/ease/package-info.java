/** The shallow linear autoencoder in closed form. */
@NullMarked
package dev.palate.core.ease;

import org.jspecify.annotations.NullMarked;
