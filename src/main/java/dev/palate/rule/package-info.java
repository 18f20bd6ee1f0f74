/**
 * Rules as expressions in the Common Expression Language (CEL): filters that select items and boosts that weigh them. Expressions are
 * checked before they are evaluated, and their cost is bounded.
 *
 * <p>It must not know where items and users come from, nor what rules are used for.
 */
@NullMarked
package dev.palate.rule;

import org.jspecify.annotations.NullMarked;
