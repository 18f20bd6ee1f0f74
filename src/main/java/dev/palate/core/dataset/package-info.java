/** Ratings from plain files, for the command line and for tests: the service has its own import. */
@NullMarked
package dev.palate.core.dataset;

import org.jspecify.annotations.NullMarked;
