/** Benchmarks that anyone can run, compiled by {@code ./mvnw -Pbench test-compile}. */
@NullMarked
package dev.palate.bench;

import org.jspecify.annotations.NullMarked;
