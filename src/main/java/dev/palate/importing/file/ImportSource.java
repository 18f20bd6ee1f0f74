package dev.palate.importing.file;

import java.nio.file.Path;

/**
 * The location of the content of an import.
 *
 * @param name the name by which the caller knows it
 * @param uploaded whether the file was uploaded and is deleted after the import
 */
public record ImportSource(String name, Path file, boolean uploaded) {}
