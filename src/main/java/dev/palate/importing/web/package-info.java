/**
 * Imports over HTTP.
 *
 * <p>It must not know how files are read or how imports are executed.
 */
@NullMarked
package dev.palate.importing.web;

import org.jspecify.annotations.NullMarked;
