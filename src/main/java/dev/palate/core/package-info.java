/** The numeric core: everything here runs from a plain {@code main}, without Spring or a database. */
@NullMarked
package dev.palate.core;

import org.jspecify.annotations.NullMarked;
