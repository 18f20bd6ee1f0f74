/**
 * Attributes of items and users: named texts, numbers, booleans and lists of texts that callers define.
 *
 * <p>It must not know what has the attributes, nor what they are used for.
 */
@NullMarked
package dev.palate.attribute;

import org.jspecify.annotations.NullMarked;
