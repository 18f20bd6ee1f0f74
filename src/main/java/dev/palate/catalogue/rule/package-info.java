/**
 * Rules over the items of the catalogue: which items a filter selects and which factors a boost gives, cached per state of the catalogue.
 *
 * <p>It must not know who asks for rules, nor how lists follow from them.
 */
@NullMarked
package dev.palate.catalogue.rule;

import org.jspecify.annotations.NullMarked;
