/**
 * Training of every {@link dev.palate.core.network.NetworkSpec} on a GPU, or on a device that imitates one, and scoring of many
 * rows with it. The package must not know which algorithm a network belongs to, nor who ordered the training.
 */
@NullMarked
package dev.palate.core.cuda;

import org.jspecify.annotations.NullMarked;
