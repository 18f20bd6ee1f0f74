/** The export of trained networks to DL4J. It must not know the training loop, and does not need DL4J. */
@NullMarked
package dev.palate.core.dl4j;

import org.jspecify.annotations.NullMarked;
