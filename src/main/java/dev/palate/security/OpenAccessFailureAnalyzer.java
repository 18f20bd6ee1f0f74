package dev.palate.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports an {@link OpenAccessException} as two paragraphs without a stack trace. */
class OpenAccessFailureAnalyzer extends AbstractFailureAnalyzer<OpenAccessException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, OpenAccessException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
