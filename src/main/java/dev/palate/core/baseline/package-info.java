/** The part of a rating that user and item explain without a model. It must not know any model. */
@NullMarked
package dev.palate.core.baseline;

import org.jspecify.annotations.NullMarked;
