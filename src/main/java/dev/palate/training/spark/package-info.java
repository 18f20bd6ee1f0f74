/**
 * Training on a Spark cluster: the operator's submit command as a child process, its settings, its messages and its folder. It must not
 * know about jobs and attempts, nor what happens to the model that the command writes.
 */
@NullMarked
package dev.palate.training.spark;

import org.jspecify.annotations.NullMarked;
