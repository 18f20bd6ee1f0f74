/** API keys at the HTTP interface: who is let in, where to, and how often. */
@NullMarked
package dev.palate.security.web;

import org.jspecify.annotations.NullMarked;
