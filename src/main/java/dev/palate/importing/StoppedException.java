package dev.palate.importing;

/** The service shuts down: the import goes on where it was left after the next start. */
final class StoppedException extends RuntimeException {}
