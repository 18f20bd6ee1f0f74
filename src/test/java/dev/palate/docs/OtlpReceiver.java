package dev.palate.docs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Takes what is sent over OTLP/HTTP and keeps it as it came; texts in protobuf are plain. */
final class OtlpReceiver {

    private final HttpServer server;
    private final StringBuilder received = new StringBuilder();

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    static OtlpReceiver start() {
        try {
            OtlpReceiver receiver =
                    new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            receiver.server.createContext("/v1/traces", receiver::take);
            receiver.server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** One char a byte. */
    synchronized String received() {
        return received.toString();
    }

    void stop() {
        server.stop(0);
    }

    private synchronized void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
