/** Numbers without a server: the command line over the core. */
@NullMarked
package dev.palate.cli;

import org.jspecify.annotations.NullMarked;
