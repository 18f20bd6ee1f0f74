/**
 * The progress of a command on the error stream: what it does, how far it is and how long it will take. It must not know what is
 * printed at the end.
 */
@NullMarked
package dev.palate.cli.progress;

import org.jspecify.annotations.NullMarked;
