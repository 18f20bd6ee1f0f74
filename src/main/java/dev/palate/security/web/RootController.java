package dev.palate.security.web;

import dev.palate.security.Role;
import dev.palate.security.SecuritySettings;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Leads a browser from the root URL to the console, and other clients to Swagger UI; explains how to get there if that page needs a
 * key.
 */
@Hidden
@RestController
class RootController {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Palate</title></head>
            <body>
            <h1>Palate</h1>
            <p>This is a recommendation service. Every request needs an API key in the header <code>X-API-Key</code>.</p>
            <p>The description of all calls needs a key as well:
            <code>curl -H 'X-API-Key: palate_...' <a href="v3/api-docs">v3/api-docs</a></code></p>
            <p>A browser can open <a href="swagger-ui.html">Swagger UI</a> if the service is started with
            <code>palate.security.public-description=true</code>.</p>
            </body>
            </html>
            """;

    private final SecuritySettings settings;

    RootController(SecuritySettings settings) {
        this.settings = settings;
    }

    @GetMapping("/")
    ResponseEntity<String> root(@RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        if (accept.contains(MediaType.TEXT_HTML_VALUE)) {
            return found("console/");
        }
        boolean readable = settings.publicDescription()
                || (SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                        && caller.role().includes(Role.READ));
        return readable
                ? found("swagger-ui.html")
                : ResponseEntity.ok().contentType(MediaType.TEXT_HTML).body(PAGE);
    }

    /** Relative, so that it is right behind a proxy with a prefix. */
    private static ResponseEntity<String> found(String location) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(location))
                .build();
    }
}
