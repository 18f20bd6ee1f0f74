/**
 * The command line: {@code evaluate} trains and measures algorithms without a server, {@code keys} manages API keys. It must not know
 * about HTTP.
 */
@NullMarked
package dev.palate.cli;

import org.jspecify.annotations.NullMarked;
