/**
 * The descriptions of failures that reach clients as RFC 9457 problems, paged lists and external ids. It must not know about HTTP or
 * about any feature.
 */
@NullMarked
package dev.palate.problem;

import org.jspecify.annotations.NullMarked;
