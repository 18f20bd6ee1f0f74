/** The endpoints that benchmarks add to the service. */
@NullMarked
package dev.palate.load.web;

import org.jspecify.annotations.NullMarked;
