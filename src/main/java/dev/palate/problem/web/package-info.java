/**
 * Turns exceptions into HTTP responses; no other package does so. It must not know about any feature: it sees only
 * {@link dev.palate.problem.DomainProblem}.
 */
@NullMarked
package dev.palate.problem.web;

import org.jspecify.annotations.NullMarked;
