package dev.palate.job;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name by which the queue and the attempts know this process: host and process id. */
final class ProcessName {

    static final String NAME = host() + "/" + ProcessHandle.current().pid();

    private ProcessName() {}

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }
}
