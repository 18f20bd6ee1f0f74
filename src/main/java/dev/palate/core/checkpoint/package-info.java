/** The binary format that trained models and interrupted trainings are written in. It must not know what the sections mean. */
@NullMarked
package dev.palate.core.checkpoint;

import org.jspecify.annotations.NullMarked;
