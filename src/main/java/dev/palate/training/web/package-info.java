/** Training jobs over HTTP. */
@NullMarked
package dev.palate.training.web;

import org.jspecify.annotations.NullMarked;
