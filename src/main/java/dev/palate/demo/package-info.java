/** The {@code demo} profile: the notebook, from ratings to its last section, on a service that then goes on running. */
@NullMarked
package dev.palate.demo;

import org.jspecify.annotations.NullMarked;
