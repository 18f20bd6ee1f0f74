/** What every trained model is: a map from a user's ratings to a score per item, and the ranking made of those scores. */
@NullMarked
package dev.palate.core.model;

import org.jspecify.annotations.NullMarked;
