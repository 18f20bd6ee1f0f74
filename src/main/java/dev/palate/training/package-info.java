/** Training jobs: queued in the database, run by exactly one process, resumed by another if that one dies. */
@NullMarked
package dev.palate.training;

import org.jspecify.annotations.NullMarked;
