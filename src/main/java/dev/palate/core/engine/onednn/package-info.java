/**
 * Matrix products of the optional library oneDNN, and whether this process can use it. It must not know layers or networks; outside
 * of this package only {@link dev.palate.core.engine.onednn.OneDnn} may be used where the library is missing.
 */
@NullMarked
package dev.palate.core.engine.onednn;

import org.jspecify.annotations.NullMarked;
