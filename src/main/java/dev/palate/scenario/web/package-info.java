/** Scenarios over HTTP. The package knows nothing about how they are stored. */
@NullMarked
package dev.palate.scenario.web;

import org.jspecify.annotations.NullMarked;
