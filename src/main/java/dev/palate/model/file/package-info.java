/**
 * The files in which models travel between services: a checkpoint with a section that says how the model was trained.
 *
 * <p>It must not know about jobs, nor when a model becomes a version.
 */
@NullMarked
package dev.palate.model.file;

import org.jspecify.annotations.NullMarked;
