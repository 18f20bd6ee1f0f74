/**
 * The models in memory: loads active versions and versions under test, and follows the activations of all replicas.
 *
 * <p>Must not know how a version is trained, published or activated.
 */
@NullMarked
package dev.palate.model.serving;

import org.jspecify.annotations.NullMarked;
