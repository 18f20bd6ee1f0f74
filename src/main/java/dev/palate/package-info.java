/** Palate: a recommendation service. Features live in sub-packages; `core` holds the models and knows no framework. */
@NullMarked
package dev.palate;

import org.jspecify.annotations.NullMarked;
