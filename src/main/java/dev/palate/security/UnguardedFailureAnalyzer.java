package dev.palate.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a refused start as two readable paragraphs, without a stack trace. */
class UnguardedFailureAnalyzer extends AbstractFailureAnalyzer<UnguardedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnguardedException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
