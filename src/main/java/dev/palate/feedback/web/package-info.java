/** Feedback over HTTP. The package contains no rules about feedback. */
@NullMarked
package dev.palate.feedback.web;

import org.jspecify.annotations.NullMarked;
