/** What a model version was trained on, and how. It must not know versions or what becomes of them. */
@NullMarked
package dev.palate.model.provenance;

import org.jspecify.annotations.NullMarked;
