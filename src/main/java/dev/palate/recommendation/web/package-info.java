/** Recommendations over HTTP. The package contains no rules about how a list is computed. */
@NullMarked
package dev.palate.recommendation.web;

import org.jspecify.annotations.NullMarked;
