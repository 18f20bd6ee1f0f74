/** What the HTTP interfaces of all kinds of jobs have in common. It must not know about any feature. */
@NullMarked
package dev.palate.job.web;

import org.jspecify.annotations.NullMarked;
