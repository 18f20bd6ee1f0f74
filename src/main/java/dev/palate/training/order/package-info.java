/**
 * Training orders: from the JSON of a request to a typed order, and to the JSON that is stored. It must not know how, when or by
 * which process an order is executed.
 */
@NullMarked
package dev.palate.training.order;

import org.jspecify.annotations.NullMarked;
