/**
 * Which requests are refused for their form alone, before anything reads them.
 *
 * <p>It must not know callers and paths.
 */
@NullMarked
package dev.palate.security.web.firewall;

import org.jspecify.annotations.NullMarked;
