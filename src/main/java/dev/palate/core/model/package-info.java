/**
 * The contract of every trained model: it maps a user's ratings to one score per item, from which a ranking is selected. It must
 * not know training or any algorithm.
 */
@NullMarked
package dev.palate.core.model;

import org.jspecify.annotations.NullMarked;
