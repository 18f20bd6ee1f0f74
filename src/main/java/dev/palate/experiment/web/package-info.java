/** Experiments over HTTP. The package contains no rules about experiments. */
@NullMarked
package dev.palate.experiment.web;

import org.jspecify.annotations.NullMarked;
