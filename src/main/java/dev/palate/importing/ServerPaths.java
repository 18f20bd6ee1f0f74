package dev.palate.importing;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps imports from the server's disk below one folder, links included. */
final class ServerPaths {

    private ServerPaths() {}

    /**
     * @throws UnreadableFileException if there is no root, no such file, or the file lies outside of the root
     */
    static Path resolve(@Nullable Path root, String path) {
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
            // Told the same way as a path outside of the root: what else lies on the disk is nobody's business.
        }
        throw new UnreadableFileException("There is no file " + path + " below palate.imports.root.");
    }
}
