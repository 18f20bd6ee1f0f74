package dev.palate.security.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Marks requests that came through a proxy, before {@code server.forward-headers-strategy} removes the headers that show it. */
final class ForwardedRequests extends ValveBase {

    ForwardedRequests() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (LocalRequests.isForwarded(request)) {
            request.setAttribute(LocalRequests.FORWARDED, true);
        }
        getNext().invoke(request, response);
    }
}
