/**
 * Ensembles: several models whose scores are added with weights that validation users decide. It must not know any particular
 * algorithm except by its name.
 */
@NullMarked
package dev.palate.core.ensemble;

import org.jspecify.annotations.NullMarked;
