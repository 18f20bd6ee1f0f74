/** The neighbourhood baseline: items that are liked together. */
@NullMarked
package dev.palate.core.itemknn;

import org.jspecify.annotations.NullMarked;
