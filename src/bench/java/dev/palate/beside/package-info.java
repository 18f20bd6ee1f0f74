/** How quickly the service answers while it trains. */
@NullMarked
package dev.palate.beside;

import org.jspecify.annotations.NullMarked;
