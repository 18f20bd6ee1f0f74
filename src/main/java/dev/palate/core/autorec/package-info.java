/** AutoRec (Sedhain et al. 2015). */
@NullMarked
package dev.palate.core.autorec;

import org.jspecify.annotations.NullMarked;
