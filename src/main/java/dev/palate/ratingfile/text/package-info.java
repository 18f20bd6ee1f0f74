/**
 * Text as records: encodings, physical lines, delimited records and JSON objects, each with its position. It must not know
 * what a rating or an item is.
 */
@NullMarked
package dev.palate.ratingfile.text;

import org.jspecify.annotations.NullMarked;
