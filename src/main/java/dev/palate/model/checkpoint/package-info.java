/**
 * The bytes of trained models in the database: written and read as verified streams.
 *
 * <p>Must not know what a model version is, nor when a model is served.
 */
@NullMarked
package dev.palate.model.checkpoint;

import org.jspecify.annotations.NullMarked;
