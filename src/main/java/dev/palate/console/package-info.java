/**
 * The web console's files: the page, modules and styles of this repository, and the libraries from WebJars, read once and kept in memory.
 * It must not know what the console shows or which calls it makes.
 */
@NullMarked
package dev.palate.console;

import org.jspecify.annotations.NullMarked;
