package dev.palate.cli;

import dev.palate.problem.Page;
import dev.palate.problem.PageParameters;
import dev.palate.security.ApiKey;
import dev.palate.security.IssuedKey;
import dev.palate.security.KeyException;
import dev.palate.security.KeyIssuer;
import dev.palate.security.Role;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code palate keys}: API keys in the database that the service uses, whether the service runs or not. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Creates, lists and revokes API keys in the service's database. The same variables as for the service name it:"
                        + " PALATE_DATABASE_URL, PALATE_DATABASE_USER and PALATE_DATABASE_PASSWORD, or PALATE_DATABASE_DIRECTORY.")
final class KeysCommand implements Runnable {

    private final Clock clock;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    KeysCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "keys create, keys list or keys revoke?");
    }

    @Command(
            description = "Creates a key and prints it on standard output; it is not shown again.",
            mixinStandardHelpOptions = true)
    int create(
            @Option(
                            names = "--role",
                            required = true,
                            description =
                                    "metrics, read, write, train or admin; each includes those before it. The first"
                                            + " key must have the role admin.")
                    Role role,
            @Option(
                            names = "--name",
                            required = true,
                            description = "A name for the list of keys; 1 to 100 characters.")
                    String name,
            @Option(
                            names = "--days",
                            paramLabel = "DAYS",
                            description = "Lifetime of the key. Default: until it is revoked.")
                    @Nullable
                    Integer days) {
        if (name.isBlank() || name.length() > 100) {
            throw new ParameterException(spec.commandLine(), "--name must have 1 to 100 characters");
        }
        Instant expiry = days == null ? null : clock.instant().plus(Duration.ofDays(days));
        return with(issuer -> {
            IssuedKey issued = issuer.issue(name, role, expiry);
            out().println(issued.reveal());
            err().printf(
                            "key %s, role %s: it is not shown again%n",
                            issued.key().id(), role.label());
            return 0;
        });
    }

    @Command(description = "Lists all keys, revoked ones too, without their secrets.", mixinStandardHelpOptions = true)
    int list() {
        return with(issuer -> {
            Page<ApiKey> keys;
            int number = 0;
            do {
                keys = issuer.list(new PageParameters(number, PageParameters.MAXIMUM_SIZE));
                keys.items().forEach(this::print);
                number++;
            } while (keys.total() > (long) number * keys.size());
            return 0;
        });
    }

    @Command(description = "Revokes a key: all replicas refuse it within seconds.", mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(paramLabel = "ID", description = "The middle part of the key.") String id,
            @Option(names = "--force", description = "Revoke the last usable admin key, too.") boolean force) {
        return with(issuer -> {
            issuer.revoke(id, force);
            return 0;
        });
    }

    private int with(ToIntFunction<KeyIssuer> work) {
        try {
            return KeysContext.call(work);
        } catch (KeyException e) {
            err().println("palate: " + e.getMessage());
            return 1;
        }
    }

    private void print(ApiKey key) {
        String state = key.revokedAt() != null
                ? "revoked " + key.revokedAt()
                : key.expiresAt() != null ? "until " + key.expiresAt() : "";
        out().printf("%s  %-7s  %s  %s  %s%n", key.id(), key.role().label(), key.createdAt(), key.name(), state);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
