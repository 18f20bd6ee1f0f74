/** Rules that the sources of the main code follow: sizes and names of packages, owners of tables, and language. */
package dev.palate.source;
