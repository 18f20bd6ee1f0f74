/** Serves the web console below {@code /console/}. It must not know what the files contain. */
@NullMarked
package dev.palate.console.web;

import org.jspecify.annotations.NullMarked;
