package dev.palate.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The embedded server's random password; only the operating system's user of Palate can read the file. */
record PasswordFile(Path path, String value) {

    private static final int BYTES = 24;

    static PasswordFile createIfAbsent(Path path) throws IOException {
        if (Files.notExists(path)) {
            createOwnerOnly(path);
        }
        if (Files.size(path) == 0) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.writeString(path, HexFormat.of().formatHex(random));
        }
        return new PasswordFile(path, Files.readString(path).strip());
    }

    private static void createOwnerOnly(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }
}
