/** Exceptions become HTTP here, and nowhere else. */
@NullMarked
package dev.palate.problem.web;

import org.jspecify.annotations.NullMarked;
