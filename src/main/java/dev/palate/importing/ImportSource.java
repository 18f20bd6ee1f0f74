package dev.palate.importing;

import java.nio.file.Path;

/**
 * Where the content of an import lies.
 *
 * @param name as the caller knows it
 * @param uploaded whether the file is ours to delete when the import has ended
 */
record ImportSource(String name, Path file, boolean uploaded) {}
