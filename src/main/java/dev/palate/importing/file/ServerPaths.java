package dev.palate.importing.file;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Restricts imports from the disk of the server to one folder; symbolic links do not lead out of it. */
public final class ServerPaths {

    private ServerPaths() {}

    /**
     * @throws UnreadableFileException if there is no root, no such file, or the file is outside the root
     */
    public static Path resolve(@Nullable Path root, String path) {
        if (root == null) {
            throw new UnreadableFileException(
                    "Files of the server can be imported only when palate.imports.root names a folder; send the file instead.");
        }
        try {
            Path real = root.toRealPath();
            Path file = real.resolve(path).toRealPath();
            if (file.startsWith(real)) {
                return file;
            }
        } catch (IOException | InvalidPathException e) {
            // The same message as for a path outside the root does not reveal what else is on the disk.
        }
        throw new UnreadableFileException("There is no file " + path + " below palate.imports.root.");
    }
}
