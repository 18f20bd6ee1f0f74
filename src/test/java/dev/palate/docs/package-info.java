/** What docs/ says is what the service does. */
package dev.palate.docs;
