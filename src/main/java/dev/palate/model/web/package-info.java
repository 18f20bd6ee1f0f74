/**
 * Models, versions, checkpoints and traffic splits over HTTP.
 *
 * <p>Must not know how models are stored or loaded.
 */
@NullMarked
package dev.palate.model.web;

import org.jspecify.annotations.NullMarked;
