/** The recommendation calls over HTTP. */
@NullMarked
package dev.palate.recommendation.web;

import org.jspecify.annotations.NullMarked;
