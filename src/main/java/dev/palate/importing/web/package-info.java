/** Imports over HTTP. */
@NullMarked
package dev.palate.importing.web;

import org.jspecify.annotations.NullMarked;
