package dev.palate.overload.web;

import dev.palate.overload.BodySettings;
import dev.palate.overload.MemoryBudget;
import dev.palate.overload.MemoryBudget.Reservation;
import dev.palate.overload.MemoryException;
import dev.palate.overload.OverloadedException;
import dev.palate.overload.Permission;
import dev.palate.overload.WorkGate;
import dev.palate.overload.web.Gates.Gate;
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
 * Admits requests through the gate of their kind and within the memory budget. Status requests are not limited, because they
 * matter most under overload. An event stream leaves the gate once it is open, because it then holds no thread.
 */
final class AdmissionFilter extends OncePerRequestFilter {

    /** A page of a list, its JSON and the buffers of the connection. */
    private static final long BYTES_OF_ANY_REQUEST = 512 << 10;

    private final Gates gates;
    private final MemoryBudget memory;
    private final BodySettings settings;
    private final Permission permission;
    private final HandlerExceptionResolver problems;

    AdmissionFilter(
            Gates gates,
            MemoryBudget memory,
            BodySettings settings,
            Permission permission,
            HandlerExceptionResolver problems) {
        this.gates = gates;
        this.memory = memory;
        this.settings = settings;
        this.permission = permission;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestKind kind = RequestKind.of(request.getMethod(), path(request));
        if (kind == RequestKind.STATUS) {
            chain.doFilter(request, response);
            return;
        }
        Gate gate = gates.of(kind);
        try {
            gate.slots().enter();
        } catch (OverloadedException rejected) {
            gate.refused().increment();
            problems.resolveException(request, response, null, rejected);
            return;
        }
        boolean continues = false;
        try (Reservation reservation = memory.open()) {
            memory.reserve(BYTES_OF_ANY_REQUEST);
            chain.doFilter(
                    request,
                    kind == RequestKind.DOWNLOAD
                            ? new DownloadResponse(response, new Pace(settings), permission.ofThisRequest())
                            : response);
            continues = kind == RequestKind.DOWNLOAD && request.isAsyncStarted();
            if (continues) {
                request.getAsyncContext().addListener(new LeaveAtEnd(gate.slots()));
            }
        } catch (MemoryException rejected) {
            gate.refused().increment();
            problems.resolveException(request, response, null, rejected);
        } finally {
            if (!continues) {
                gate.slots().leave();
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
