/**
 * The OpenAPI document: what springdoc cannot read from the controllers is added here. It must not know how a request is handled.
 */
@NullMarked
package dev.palate.openapi;

import org.jspecify.annotations.NullMarked;
