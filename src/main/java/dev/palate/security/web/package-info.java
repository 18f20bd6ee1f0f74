/**
 * Filters and rules of HTTP requests: which caller may call what, how much and how often.
 *
 * <p>Must not know how keys are stored.
 */
@NullMarked
package dev.palate.security.web;

import org.jspecify.annotations.NullMarked;
