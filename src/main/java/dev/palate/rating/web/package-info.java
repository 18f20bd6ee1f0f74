/** Ratings over HTTP. */
@NullMarked
package dev.palate.rating.web;

import org.jspecify.annotations.NullMarked;
