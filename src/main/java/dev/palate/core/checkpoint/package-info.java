/** The container that trained models and interrupted trainings are written to. */
@NullMarked
package dev.palate.core.checkpoint;

import org.jspecify.annotations.NullMarked;
