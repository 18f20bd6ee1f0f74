/** The lookup of the controller method that answers a request. It knows nothing about what a request does. */
@NullMarked
package dev.palate.routing.web;

import org.jspecify.annotations.NullMarked;
