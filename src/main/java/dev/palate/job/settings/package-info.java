/**
 * The settings of background jobs, and the older names that they replace. It must not know about the jobs that use them.
 */
@NullMarked
package dev.palate.job.settings;

import org.jspecify.annotations.NullMarked;
