/** The export of trained networks to DL4J. It must not know the training loop. */
@NullMarked
package dev.palate.core.nd4j;

import org.jspecify.annotations.NullMarked;
