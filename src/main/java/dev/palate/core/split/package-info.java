/** What a model is trained on and what it is measured on, kept apart. */
@NullMarked
package dev.palate.core.split;

import org.jspecify.annotations.NullMarked;
