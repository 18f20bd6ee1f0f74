/**
 * What is done with trained models: publish, activate, test on a share of the users, compare, export and delete them.
 *
 * <p>Must not know how a model is trained, nor how its scores become recommendation lists.
 */
@NullMarked
package dev.palate.model;

import org.jspecify.annotations.NullMarked;
