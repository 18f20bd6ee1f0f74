package dev.palate.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an expression is evaluated with besides the item.
 *
 * @param user whom the list is for; null: nothing is known of the user
 * @param now the time of the request
 */
public record Context(@Nullable Subject user, Instant now) {}
