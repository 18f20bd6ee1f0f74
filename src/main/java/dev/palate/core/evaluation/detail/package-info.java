/**
 * What a measurement finds about single users: their values of each metric, groups of users and items, and paired differences between
 * algorithms. It must not know algorithms or protocols.
 */
@NullMarked
package dev.palate.core.evaluation.detail;

import org.jspecify.annotations.NullMarked;
