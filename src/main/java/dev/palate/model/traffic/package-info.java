/**
 * The version under test of each algorithm and the share of the users that it answers, and the versions that other features hold.
 *
 * <p>Must not know how a version is loaded or served.
 */
@NullMarked
package dev.palate.model.traffic;

import org.jspecify.annotations.NullMarked;
