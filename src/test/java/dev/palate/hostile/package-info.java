/** Requests that nobody should send. */
package dev.palate.hostile;
