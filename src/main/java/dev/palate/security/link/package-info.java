/**
 * Short-lived links with which a browser downloads one file once without sending its key. It must not know which paths are files.
 */
@NullMarked
package dev.palate.security.link;

import org.jspecify.annotations.NullMarked;
