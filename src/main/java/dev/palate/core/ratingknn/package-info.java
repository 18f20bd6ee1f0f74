/** Item-based neighbours for the prediction of ratings. It must not know other algorithms. */
@NullMarked
package dev.palate.core.ratingknn;

import org.jspecify.annotations.NullMarked;
