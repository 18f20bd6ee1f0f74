/**
 * The program that a submit command starts: it reads the order and the options, and tells its progress on the standard output.
 *
 * <p>It must not know how a model is trained, nor where ratings come from.
 */
@NullMarked
package dev.palate.spark;

import org.jspecify.annotations.NullMarked;
