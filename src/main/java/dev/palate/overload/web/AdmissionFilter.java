package dev.palate.overload.web;

import dev.palate.overload.OverloadedException;
import dev.palate.overload.WorkGate;
import io.micrometer.core.instrument.Counter;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Lets requests through the gate of their kind. Those that ask how the service is pass beside it, since they are asked
 * most when it has too much to do. An event stream leaves when it is open: it holds no thread.
 */
final class AdmissionFilter extends OncePerRequestFilter {

    private final Gates gates;
    private final HandlerExceptionResolver problems;

    AdmissionFilter(Gates gates, HandlerExceptionResolver problems) {
        this.gates = gates;
        this.problems = problems;
    }

    /** The gates, and what counts those that they turned away. */
    record Gates(WorkGate work, WorkGate transfers, Counter refusedWork, Counter refusedTransfers) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestKind kind = RequestKind.of(request.getMethod(), path(request));
        if (kind == RequestKind.STATUS) {
            chain.doFilter(request, response);
            return;
        }
        boolean transfer = kind == RequestKind.TRANSFER;
        WorkGate gate = transfer ? gates.transfers : gates.work;
        try {
            gate.enter();
        } catch (OverloadedException refused) {
            (transfer ? gates.refusedTransfers : gates.refusedWork).increment();
            problems.resolveException(request, response, null, refused);
            return;
        }
        boolean goesOn = false;
        try {
            chain.doFilter(request, response);
            goesOn = transfer && request.isAsyncStarted();
            if (goesOn) {
                request.getAsyncContext().addListener(new LeaveAtEnd(gate));
            }
        } finally {
            if (!goesOn) {
                gate.leave();
            }
        }
    }

    private static PathContainer path(HttpServletRequest request) {
        return ServletRequestPathUtils.parse(request).pathWithinApplication();
    }

    /** However a download ends, completion is its last event. */
    private record LeaveAtEnd(WorkGate gate) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            gate.leave();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        /** A new cycle forgets the listeners of the one before. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
