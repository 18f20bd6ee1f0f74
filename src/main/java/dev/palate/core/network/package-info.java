/** Descriptions of autoencoders and their parameters. It must not know how they are computed. */
@NullMarked
package dev.palate.core.network;

import org.jspecify.annotations.NullMarked;
