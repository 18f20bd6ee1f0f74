/**
 * The automatic choice of a model: trains a family of contenders within a time budget and compares them on validation users. It must
 * not know test users, nor how a chosen model is trained again or published.
 */
@NullMarked
package dev.palate.core.auto;

import org.jspecify.annotations.NullMarked;
