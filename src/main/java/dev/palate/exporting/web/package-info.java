/** Exports over HTTP. */
@NullMarked
package dev.palate.exporting.web;

import org.jspecify.annotations.NullMarked;
