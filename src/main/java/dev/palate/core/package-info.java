/**
 * The numeric core: ratings, models, algorithms, metrics, training and evaluation, usable from a plain {@code main}. It must
 * not know Spring, SQL, HTTP or files of ratings.
 */
@NullMarked
package dev.palate.core;

import org.jspecify.annotations.NullMarked;
