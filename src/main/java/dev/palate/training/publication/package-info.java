/**
 * What the file of a model says, in the terms of training orders. It must not know about jobs and attempts, nor how files are read.
 */
@NullMarked
package dev.palate.training.publication;

import org.jspecify.annotations.NullMarked;
