/**
 * Feedback about recommendation lists: their ids, events about their items, and the figures computed from both. It must
 * not know how a list is computed.
 */
@NullMarked
package dev.palate.feedback;

import org.jspecify.annotations.NullMarked;
