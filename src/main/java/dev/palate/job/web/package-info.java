/**
 * What the HTTP interfaces of all kinds of jobs have in common: states in queries, and streams of events. It must not know about any
 * feature.
 */
@NullMarked
package dev.palate.job.web;

import org.jspecify.annotations.NullMarked;
