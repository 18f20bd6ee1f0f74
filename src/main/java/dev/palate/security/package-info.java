/** Who may call: API keys, their roles and what a service without keys does. */
@NullMarked
package dev.palate.security;

import org.jspecify.annotations.NullMarked;
