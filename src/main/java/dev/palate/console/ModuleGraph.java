package dev.palate.console;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which modules of the console import which others. Imports that are executed later, as {@code import(...)}, do not count. */
final class ModuleGraph {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern IMPORT =
            Pattern.compile("(?:\\bfrom|^import|;import)\\s*[\"']([^\"']+)[\"']", Pattern.MULTILINE);

    private final Map<String, ConsoleFile> files;
    private final Map<String, String> importMap;

    /** @param importMap paths relative to the page, by what modules import */
    ModuleGraph(Map<String, ConsoleFile> files, Map<String, String> importMap) {
        this.files = files;
        this.importMap = importMap;
    }

    /** The paths of a module and of all that are loaded with it. */
    Set<String> reachedFrom(String main) {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(main));
        while (!open.isEmpty()) {
            String module = open.pop();
            if (found.add(module)) {
                open.addAll(imports(module));
            }
        }
        return found;
    }

    private List<String> imports(String module) {
        ConsoleFile file = files.get(module);
        if (file == null) {
            throw new IllegalStateException("the console has no module " + module);
        }
        String source = COMMENT.matcher(new String(file.content(), StandardCharsets.UTF_8))
                .replaceAll("");
        return IMPORT.matcher(source)
                .results()
                .map(found -> resolve(module, found.group(1)))
                .toList();
    }

    private String resolve(String module, String imported) {
        if (imported.startsWith(".")) {
            return URI.create(module).resolve(imported).toString();
        }
        String exact = importMap.get(imported);
        if (exact != null) {
            return exact.substring(2);
        }
        String library = imported.substring(0, imported.lastIndexOf('/') + 1);
        return importMap.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/") && library.startsWith(entry.getKey()))
                .map(entry -> entry.getValue().substring(2)
                        + imported.substring(entry.getKey().length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(module + " imports the unknown module " + imported));
    }
}
