/** What the service under load is given besides its own calls. */
@NullMarked
package dev.palate.load.web;

import org.jspecify.annotations.NullMarked;
