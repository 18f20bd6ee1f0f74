/** Models and their versions over HTTP. */
@NullMarked
package dev.palate.model.web;

import org.jspecify.annotations.NullMarked;
