/** Bounds on requests at work, in wait and on the way. */
@NullMarked
package dev.palate.overload.web;

import org.jspecify.annotations.NullMarked;
