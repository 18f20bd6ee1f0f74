/** The catalogue over HTTP. */
@NullMarked
package dev.palate.catalogue.web;

import org.jspecify.annotations.NullMarked;
