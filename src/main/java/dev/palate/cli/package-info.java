/**
 * The command line: {@code evaluate} trains and measures algorithms without a server, {@code keys} manages API keys, {@code publish}
 * makes a model file a version of a running service. It must not know how that service answers requests.
 */
@NullMarked
package dev.palate.cli;

import org.jspecify.annotations.NullMarked;
