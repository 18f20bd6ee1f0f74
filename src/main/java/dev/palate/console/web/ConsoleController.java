package dev.palate.console.web;

import dev.palate.console.ConsoleFile;
import dev.palate.console.ConsoleFiles;
import dev.palate.console.ConsolePage;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Serves the console's page, which is asked for each time, and its files, which a browser may keep for ever. */
@Hidden
@RestController
class ConsoleController {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final String NO_DEVICES = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()";

    private final ConsoleFiles files;

    ConsoleController(ConsoleFiles files) {
        this.files = files;
    }

    /** The paths of the page are relative to the folder. */
    @GetMapping("/console")
    ResponseEntity<Void> folder() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("console/"))
                .build();
    }

    @GetMapping("/console/")
    ResponseEntity<String> page() {
        ConsolePage page = files.page();
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noCache())
                .eTag("W/\"" + page.entityTag() + "\"")
                .header("Content-Security-Policy", page.contentPolicy())
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Permissions-Policy", NO_DEVICES)
                .body(page.html());
    }

    @GetMapping("/console/{*path}")
    ResponseEntity<byte[]> file(@PathVariable String path) throws NoResourceFoundException {
        ConsoleFile file = files.find(path.substring(1))
                .orElseThrow(() -> new NoResourceFoundException(HttpMethod.GET, "/console" + path, "console" + path));
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .header(HttpHeaders.CONTENT_TYPE, file.type())
                // Without it, Spring proposes a name for a download.
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .body(file.content());
    }
}
