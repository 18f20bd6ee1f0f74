/**
 * The limit on concurrent requests: further requests wait in order of arrival or are rejected. The package must not know about HTTP or
 * features.
 */
@NullMarked
package dev.palate.overload;

import org.jspecify.annotations.NullMarked;
