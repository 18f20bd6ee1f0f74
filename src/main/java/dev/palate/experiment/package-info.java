/**
 * Experiments: which users get which arm, in every process and at any time. It must not know how a list is computed or what users do with
 * it.
 */
@NullMarked
package dev.palate.experiment;

import org.jspecify.annotations.NullMarked;
