package dev.palate.database.replica;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** The name of this replica. PostgreSQL shows it for each of its sessions, so that sessions of others are recognised. */
@Component
class ReplicaName {

    private final UUID id = UUID.randomUUID();

    UUID id() {
        return id;
    }

    /** The {@code application_name} of the sessions. */
    String ofSessions() {
        return "palate " + id;
    }
}
