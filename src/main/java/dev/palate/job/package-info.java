/**
 * Durable background jobs: store, queue, fenced attempts, heartbeat and takeover, cancellation, idempotency keys and retention,
 * for every kind of work. It must not know about any feature: a feature supplies a {@link dev.palate.job.JobHandler} and keeps
 * its own rows, which reference {@code jobs}.
 *
 * <p>A feature submits with {@link dev.palate.job.Jobs#submit}, in one transaction with its own rows. The process that takes the
 * job from the queue begins an {@link dev.palate.job.Attempt} and hands it to the handler. The number of the attempt is the
 * fence: every write of an attempt commits only while the job has no newer attempt and has not ended.
 */
@NullMarked
package dev.palate.job;

import org.jspecify.annotations.NullMarked;
