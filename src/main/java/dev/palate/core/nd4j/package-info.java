/**
 * The same networks in plain ND4J operations: for ND4J's other devices, for the export to DL4J, and as the reference that the
 * CPU engine is checked against. It must not know the training loop.
 */
@NullMarked
package dev.palate.core.nd4j;

import org.jspecify.annotations.NullMarked;
