/** The limit on concurrent work and the rejection of further work. The package knows nothing about HTTP or about features. */
@NullMarked
package dev.palate.overload;

import org.jspecify.annotations.NullMarked;
