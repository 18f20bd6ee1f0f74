package dev.palate.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.webjars.WebJarVersionLocator;

/** The files that the console uses from WebJars, under paths with the library's version, such as {@code lib/lit/3.3.1/index.js}. */
final class ConsoleLibraries {

    static final String FOLDER = "lib/";

    private static final String WEBJARS = "META-INF/resources/webjars/";

    /**
     * A library.
     *
     * @param module the name that modules import
     * @param files the main file first
     */
    private record Library(String webjar, String module, List<String> files) {}

    private static final List<Library> LIBRARIES = List.of(
            new Library("lit", "lit", List.of("index.js")),
            new Library(
                    "lit-html",
                    "lit-html",
                    List.of(
                            "lit-html.js",
                            "is-server.js",
                            "directive.js",
                            "directive-helpers.js",
                            "directives/keyed.js",
                            "directives/live.js",
                            "directives/repeat.js")),
            new Library("lit-element", "lit-element", List.of("lit-element.js")),
            new Library(
                    "lit__reactive-element", "@lit/reactive-element", List.of("reactive-element.js", "css-tag.js")));

    private static final Library CHARTS =
            new Library("uplot", "uplot", List.of("dist/uPlot.iife.min.js", "dist/uPlot.min.css"));

    private final Map<String, String> imports = new LinkedHashMap<>();
    private final SortedMap<String, ConsoleFile> files = new TreeMap<>();
    private final String chartScript;
    private final String chartStyles;

    ConsoleLibraries() {
        WebJarVersionLocator versions = new WebJarVersionLocator();
        for (Library library : LIBRARIES) {
            String folder = add(library, versions);
            imports.put(library.module(), "./" + folder + library.files().get(0));
            imports.put(library.module() + "/", "./" + folder);
        }
        String charts = add(CHARTS, versions);
        chartScript = charts + CHARTS.files().get(0);
        chartStyles = charts + CHARTS.files().get(1);
    }

    private String add(Library library, WebJarVersionLocator versions) {
        String version = versions.version(library.webjar());
        if (version == null) {
            throw new IllegalStateException("the WebJar " + library.webjar() + " is not on the class path");
        }
        String folder = FOLDER + library.webjar() + "/" + version + "/";
        for (String file : library.files()) {
            ClassPathResource resource = new ClassPathResource(WEBJARS + library.webjar() + "/" + version + "/" + file);
            files.put(folder + file, ConsoleFile.read(file, resource));
        }
        return folder;
    }

    /** The import map: what modules import, and the path of it relative to the page. */
    Map<String, String> imports() {
        return imports;
    }

    SortedMap<String, ConsoleFile> files() {
        return files;
    }

    /** The charts are a classic script: as a module, the library is published only in a form of twice the size. */
    String chartScript() {
        return chartScript;
    }

    String chartStyles() {
        return chartStyles;
    }
}
