/** Descriptions of autoencoders, apart from how they are computed. */
@NullMarked
package dev.palate.core.network;

import org.jspecify.annotations.NullMarked;
