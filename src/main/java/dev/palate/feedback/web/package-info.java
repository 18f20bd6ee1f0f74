/** Feedback over HTTP. */
@NullMarked
package dev.palate.feedback.web;

import org.jspecify.annotations.NullMarked;
