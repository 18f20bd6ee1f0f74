/** Training jobs over HTTP. It must not know how jobs are stored or executed. */
@NullMarked
package dev.palate.training.web;

import org.jspecify.annotations.NullMarked;
