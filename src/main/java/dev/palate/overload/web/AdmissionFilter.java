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
 * Admits requests through the gate of their kind. Status requests are not limited, because they matter most under overload.
 * An event stream leaves the gate once it is open, because it then holds no thread.
 */
final class AdmissionFilter extends OncePerRequestFilter {

    private final Gates gates;
    private final HandlerExceptionResolver problems;

    AdmissionFilter(Gates gates, HandlerExceptionResolver problems) {
        this.gates = gates;
        this.problems = problems;
    }

    /** The gates and the counters of the requests that they rejected. */
    record Gates(WorkGate work, WorkGate transfers, Counter rejectedWork, Counter rejectedTransfers) {}

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
        } catch (OverloadedException rejected) {
            (transfer ? gates.rejectedTransfers : gates.rejectedWork).increment();
            problems.resolveException(request, response, null, rejected);
            return;
        }
        boolean continues = false;
        try {
            chain.doFilter(request, response);
            continues = transfer && request.isAsyncStarted();
            if (continues) {
                request.getAsyncContext().addListener(new LeaveAtEnd(gate));
            }
        } finally {
            if (!continues) {
                gate.leave();
            }
        }
    }

    private static PathContainer path(HttpServletRequest request) {
        return ServletRequestPathUtils.parse(request).pathWithinApplication();
    }

    /** Completion is the last event of every download, whether it succeeds or fails. */
    private record LeaveAtEnd(WorkGate gate) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            gate.leave();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        /** A new asynchronous cycle starts without the listeners of the previous one. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
