package dev.palate.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.palate.PalateIT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * A page that another server on this machine delivers, opened in the browser of somebody whose service is open without keys: one of
 * another port of the same host, and one of another site.
 */
@PalateIT
@Tag("browser")
class ForeignPageIT {

    @RegisterExtension
    static final Browser browser = new Browser();

    /** Tries everything by which a page can read, and returns what it has read. */
    private static final String READ_ALL = """
            const [root, done] = arguments;
            const paths = ['/users', '/overview', '/items', '/exports/ratings.csv', '/caller', '/console/'];
            const read = [];
            const tries = paths.flatMap(path => [
              fetch(root + path).then(response => response.text()).then(text => read.push('fetch ' + text)),
              fetch(root + path, {mode: 'no-cors'}).then(response => response.text()).then(text => text && read.push('no-cors ' + text)),
              new Promise((resolve, reject) => {
                const script = document.createElement('script');
                script.src = root + path;
                script.onload = () => { read.push('script ' + path); resolve(); };
                script.onerror = reject;
                document.head.append(script);
              }),
            ]);
            tries.push(new Promise((resolve, reject) => {
              const stream = new EventSource(root + '/job-events');
              stream.onopen = () => { stream.close(); read.push('events'); resolve(); };
              stream.onerror = () => { stream.close(); reject(); };
            }));
            Promise.allSettled(tries).then(() => done(read));""";

    private static HttpServer foreign;
    private static boolean filled;

    @LocalServerPort
    private int port;

    @BeforeAll
    static void serveForeignPage() throws IOException {
        foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        foreign.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Foreign</title><h1>Foreign</h1>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        foreign.start();
    }

    @AfterAll
    static void stopForeignPage() {
        foreign.stop(0);
    }

    @BeforeEach
    void fillService() {
        browser.permitLog(".*");
        if (!filled) {
            service().call("PUT", "/training-policy", "{\"enabled\":false}");
            service()
                    .importFile(
                            "ratings.csv",
                            "userId,itemId,rating\nsecret-user,secret-item,5\n".getBytes(StandardCharsets.UTF_8),
                            "?unknownItems=create");
            filled = true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void readsNothing(String host) {
        browser.visit(foreignPage(host));
        assertThat(list(READ_ALL)).isEmpty();
    }

    /** The same attempts succeed on a page of the service itself. */
    @Test
    void ownPageReads() {
        browser.visit(root() + "/caller");
        assertThat(list(READ_ALL)).hasSizeGreaterThan(5).anyMatch(text -> text.contains("secret-user"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void changesNothing(String host) {
        browser.visit(foreignPage(host));
        browser.driver().executeAsyncScript("""
                const [root, done] = arguments;
                const file = new FormData();
                file.append('file', new File(['userId,itemId,rating\\nintruder,tea,5\\n'], 'ratings.csv'));
                const key = new Blob(['{"name":"intruder","role":"admin"}'], {type: 'text/plain'});
                const form = document.createElement('form');
                form.method = 'post';
                form.enctype = 'text/plain';
                form.target = 'frame';
                form.action = root + '/models/ease/train';
                const frame = document.createElement('iframe');
                frame.name = 'frame';
                document.body.append(frame, form);
                form.submit();
                navigator.sendBeacon(root + '/imports?unknownItems=create', file);
                navigator.sendBeacon(root + '/api-keys', key);
                Promise.allSettled([
                  fetch(root + '/models/ease/train', {method: 'POST', mode: 'no-cors'}),
                  fetch(root + '/imports?unknownItems=create', {method: 'POST', mode: 'no-cors', body: file}),
                  fetch(root + '/api-keys', {method: 'POST', mode: 'no-cors', body: key}),
                  fetch(root + '/download-links', {method: 'POST', mode: 'no-cors', body: '{"path":"/exports/ratings.csv"}'}),
                  fetch(root + '/users/secret-user', {method: 'DELETE'}),
                  fetch(root + '/users/secret-user/ratings/secret-item', {method: 'PUT', body: '{"value":1}'}),
                  new Promise(resolve => frame.addEventListener('load', resolve)),
                ]).then(() => setTimeout(done, 500));""", root());

        ServiceClient service = service();
        assertThat(total(service.get("/training-jobs"))).isZero();
        assertThat(total(service.get("/imports"))).isEqualTo(1);
        assertThat(total(service.get("/api-keys"))).isZero();
        assertThat(service.get("/users/secret-user/ratings")
                        .path("items")
                        .path(0)
                        .path("value")
                        .asDouble())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void framesNothing(String host) {
        browser.visit(foreignPage(host));
        for (String path : List.of("/console/", "/users", "/")) {
            browser.driver().executeAsyncScript("""
                    const [address, done] = arguments;
                    document.querySelectorAll('iframe').forEach(frame => frame.remove());
                    const frame = document.createElement('iframe');
                    frame.addEventListener('load', () => done());
                    frame.src = address;
                    document.body.append(frame);""", root() + path);
            browser.driver().switchTo().frame(0);
            String shown = (String) browser.driver().executeScript("return document.documentElement.outerHTML");
            assertThat(shown).as(path).doesNotContain("palate-shell", "secret-user");
            browser.driver().switchTo().defaultContent();
        }
    }

    /** A link to the console works, but the page that opened it gets no hold of it; links to data are refused. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void opensTheConsoleWithoutAHoldOfIt(String host) {
        browser.visit(foreignPage(host));
        String page = browser.driver().getWindowHandle();
        String console = open(root() + "/console/#/imports");
        browser.find("h1", "Imports");
        assertThat((Object) browser.driver().executeScript("return window.opener"))
                .isNull();
        browser.driver().switchTo().window(page);
        assertThat(list("""
                const done = arguments[arguments.length - 1];
                const found = [];
                for (const read of [() => opened.document.title, () => opened.location.href, () => opened.frames.length && 'frames']) {
                  try { const value = read(); if (value) { found.push(String(value)); } } catch (error) { /* no access */ }
                }
                done(found);""")).isEmpty();
        String data = open(root() + "/users");
        assertThat(browser.find("body").getText()).doesNotContain("secret-user");
        for (String window : List.of(data, console)) {
            browser.driver().switchTo().window(window).close();
        }
        browser.driver().switchTo().window(page);
        assertThat(browser.driver().findElement(By.tagName("h1")).getText()).isEqualTo("Foreign");
    }

    /** Opens a window and switches to it. */
    private String open(String address) {
        Set<String> before = browser.driver().getWindowHandles();
        browser.driver().executeScript("window.opened = window.open(arguments[0])", address);
        List<String> after = new ArrayList<>(browser.driver().getWindowHandles());
        after.removeAll(before);
        assertThat(after).hasSize(1);
        browser.driver().switchTo().window(after.get(0));
        return after.get(0);
    }

    @SuppressWarnings("unchecked")
    private List<String> list(String script) {
        return (List<String>) browser.driver().executeAsyncScript(script, root());
    }

    private static long total(JsonNode page) {
        return page.path("total").asLong();
    }

    private static String foreignPage(String host) {
        return "http://" + host + ":" + foreign.getAddress().getPort() + "/";
    }

    private String root() {
        return "http://localhost:" + port;
    }

    private ServiceClient service() {
        return new ServiceClient(port, null);
    }
}
