/**
 * The {@code demo} profile: it reproduces the notebook on a running service, from the import of the ratings to the last section.
 * The package must not know about HTTP: it uses the same classes as the controllers do.
 */
@NullMarked
package dev.palate.demo;

import org.jspecify.annotations.NullMarked;
