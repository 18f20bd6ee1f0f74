/** Trained models as immutable versions: their checkpoints, which version is served, and how a new one comes into service. */
@NullMarked
package dev.palate.model;

import org.jspecify.annotations.NullMarked;
