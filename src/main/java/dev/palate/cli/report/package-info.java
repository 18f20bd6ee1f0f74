/**
 * Reports of evaluations as text, as JSON and as one HTML file. It must not know how models are trained or measured.
 */
@NullMarked
package dev.palate.cli.report;

import org.jspecify.annotations.NullMarked;
