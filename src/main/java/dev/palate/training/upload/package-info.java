/**
 * The upload of model files: from the body of a request to the saved state of a job. It must not know what the files contain, nor how
 * jobs are executed.
 */
@NullMarked
package dev.palate.training.upload;

import org.jspecify.annotations.NullMarked;
