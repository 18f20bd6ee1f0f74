/** The HTTP interface of the summaries. It contains no rules of its own. */
@NullMarked
package dev.palate.overview.web;

import org.jspecify.annotations.NullMarked;
