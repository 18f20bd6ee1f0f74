package dev.palate.importing;

/** One line cannot be imported; its message says why. Without a stack trace: a file may hold millions of them. */
final class BadLineException extends Exception {

    BadLineException(String reason) {
        super(reason, null, false, false);
    }
}
