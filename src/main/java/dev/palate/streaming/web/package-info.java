/** Server-sent events about work that any process may be doing. */
@NullMarked
package dev.palate.streaming.web;

import org.jspecify.annotations.NullMarked;
