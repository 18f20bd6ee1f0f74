/**
 * Server-sent events about the changing state of things that any process may change. It must not know what those things are.
 */
@NullMarked
package dev.palate.streaming.web;

import org.jspecify.annotations.NullMarked;
