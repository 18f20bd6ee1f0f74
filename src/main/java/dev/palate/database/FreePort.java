package dev.palate.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Asks the operating system for a port on which no process listens. */
public final class FreePort {

    private FreePort() {}

    public static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
