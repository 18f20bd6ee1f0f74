/**
 * API keys and their roles, and the rule that a service without keys listens on loopback addresses only.
 *
 * <p>Must not know which calls exist or which role a call needs.
 */
@NullMarked
package dev.palate.security;

import org.jspecify.annotations.NullMarked;
