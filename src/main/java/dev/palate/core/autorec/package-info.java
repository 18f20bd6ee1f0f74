/** AutoRec (Sedhain et al. 2015). It must not know other algorithms. */
@NullMarked
package dev.palate.core.autorec;

import org.jspecify.annotations.NullMarked;
