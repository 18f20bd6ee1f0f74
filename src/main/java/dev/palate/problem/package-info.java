/** Every error of the HTTP interface as an RFC 9457 problem, and the shape of paged lists. */
@NullMarked
package dev.palate.problem;

import org.jspecify.annotations.NullMarked;
