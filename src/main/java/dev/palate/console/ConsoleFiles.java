package dev.palate.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * All files of the console by path. The paths of its own files begin with a digest of all of them, and those of libraries contain a
 * version: a path never has two contents, so that browsers may keep what they got.
 */
@Component
public class ConsoleFiles {

    private static final String FOLDER = "console/";
    private static final String TEMPLATE = "index.html";

    private final Map<String, ConsoleFile> byPath = new HashMap<>();
    private final ConsolePage page;

    ConsoleFiles() {
        ConsoleLibraries libraries = new ConsoleLibraries();
        SortedMap<String, ConsoleFile> own = own();
        String folder = Digests.of(own) + "/";
        byPath.putAll(libraries.files());
        own.forEach((path, file) -> byPath.put(folder + path, file));
        page = new PageTemplate(libraries, folder, new ModuleGraph(byPath, libraries.imports()))
                .fill(FOLDER + TEMPLATE);
    }

    /** @param path relative to the page, such as {@code 3f2a…/main.js} or {@code lib/lit/3.3.1/index.js} */
    public Optional<ConsoleFile> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    public ConsolePage page() {
        return page;
    }

    private static SortedMap<String, ConsoleFile> own() {
        SortedMap<String, ConsoleFile> own = new TreeMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + FOLDER + "**/*.*")) {
                String url = resource.getURL().toString();
                String path = url.substring(url.lastIndexOf("/" + FOLDER) + FOLDER.length() + 1);
                if (!path.equals(TEMPLATE)) {
                    own.put(path, ConsoleFile.read(path, resource).withoutComments());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return own;
    }
}
