/** The same networks in plain ND4J: for its other devices, for DL4J's own format, and to check the CPU engine against. */
@NullMarked
package dev.palate.core.nd4j;

import org.jspecify.annotations.NullMarked;
