/**
 * Limits on concurrent requests, on file transfers and on the time of database statements. The package knows nothing about what
 * a request does.
 */
@NullMarked
package dev.palate.overload.web;

import org.jspecify.annotations.NullMarked;
