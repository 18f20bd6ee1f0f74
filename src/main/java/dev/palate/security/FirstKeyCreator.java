package dev.palate.security;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the first keys on a database that never contained a key. */
@Component
class FirstKeyCreator {

    private static final Logger log = LoggerFactory.getLogger(FirstKeyCreator.class);

    private final ApiKeys keys;
    private final SecuritySettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final PrintStream out = System.out;

    FirstKeyCreator(ApiKeys keys, SecuritySettings settings, TransactionTemplate transaction, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** If several replicas start at the same time, one of them creates the keys. */
    void createIfNone() {
        transaction.executeWithoutResult(status -> {
            keys.lock();
            if (!keys.exist()) {
                Map<Role, @Nullable Path> wanted = new EnumMap<>(Role.class);
                wanted.put(Role.ADMIN, null);
                wanted.putAll(settings.firstKeys());
                wanted.forEach(this::create);
            }
        });
    }

    private void create(Role role, @Nullable Path file) {
        KeyText text = file == null ? KeyText.create() : readOrWrite(file);
        String name = "first " + role.label();
        ApiKey key = new ApiKey(text.id(), name, role, clock.instant().truncatedTo(ChronoUnit.MICROS), null, null);
        keys.insert(key, text.sha256());
        if (file == null) {
            out.printf("%nThe first key (%s), shown only this once:%n%n    %s%n%n", role.label(), text.reveal());
        } else {
            log.info("The first key with role {} is {}, from {}", role.label(), key.id(), file);
        }
    }

    private static KeyText readOrWrite(Path file) {
        try {
            if (Files.exists(file)) {
                return KeyText.parse(Files.readString(file).strip())
                        .orElseThrow(() -> new OpenAccessException(
                                "The file %s does not hold a key.".formatted(file),
                                "A key looks like palate_<16 hexadecimal digits>_<64 hexadecimal digits>; if there is"
                                        + " no file, Palate creates one."));
            }
            KeyText created = KeyText.create();
            createOwnerOnly(file);
            Files.writeString(file, created.reveal() + "\n");
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException("The first key cannot be written to " + file, e);
        }
    }

    private static void createOwnerOnly(Path file) throws IOException {
        if (file.toAbsolutePath().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
