/** Benchmarks that anyone can run: {@code ./mvnw -Pbench ...}, see docs/benchmarks. */
@NullMarked
package dev.palate.bench;

import org.jspecify.annotations.NullMarked;
