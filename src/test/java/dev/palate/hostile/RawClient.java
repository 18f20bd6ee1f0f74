package dev.palate.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends requests as they are, without a client library that would refuse or mend them. */
record RawClient(int port) {

    private static final int TIMEOUT = 30_000;
    private static final int ENOUGH = 64 * 1024;

    /** @param status 0 if the connection was closed without an answer */
    record Answer(int status, String type, String body) {}

    Answer send(HostileRequests.Request request) throws IOException {
        StringBuilder head =
                new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\nHost: localhost\r\n");
        request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + request.body().length + "\r\nConnection: close\r\n\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
                out.write(request.body());
                out.flush();
            } catch (IOException answeredEarly) {
                // The answer is there all the same.
            }
            return read(socket.getInputStream());
        }
    }

    private static Answer read(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int got = in.read(buffer); got >= 0 && read.size() < ENOUGH; got = in.read(buffer)) {
            read.write(buffer, 0, got);
        }
        String text = read.toString(StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, "", text);
        }
        String type = text.substring(0, end)
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                .findFirst()
                .orElse("");
        return new Answer(Integer.parseInt(text.substring(9, 12)), type, text.substring(end + 4));
    }
}
