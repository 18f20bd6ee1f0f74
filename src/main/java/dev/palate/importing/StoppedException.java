package dev.palate.importing;

/** The import is cancelled, or the service shuts down: it then goes on where it was left after the next start. */
final class StoppedException extends RuntimeException {}
