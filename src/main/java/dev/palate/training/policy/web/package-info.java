/** The training policy over HTTP. It must not know when the policy starts a job. */
@NullMarked
package dev.palate.training.policy.web;

import org.jspecify.annotations.NullMarked;
