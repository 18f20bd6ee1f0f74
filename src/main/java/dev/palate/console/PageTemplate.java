package dev.palate.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/** Fills the places of the template, written as {@code {{name}}}, with the paths of files and the import map. */
final class PageTemplate {

    /** One inline script is permitted, the import map: browsers do not load an import map from a file. */
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self' '%s'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'none';"
            + " base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

    private final ConsoleLibraries libraries;
    private final String folder;
    private final ModuleGraph modules;

    PageTemplate(ConsoleLibraries libraries, String folder, ModuleGraph modules) {
        this.libraries = libraries;
        this.folder = folder;
        this.modules = modules;
    }

    ConsolePage fill(String template) {
        String importMap = importMap();
        String html = read(template);
        for (Map.Entry<String, String> place : places(importMap).entrySet()) {
            html = html.replace("{{" + place.getKey() + "}}", place.getValue());
        }
        return new ConsolePage(html, Digests.ofPage(html), CONTENT_POLICY.formatted(Digests.ofScript(importMap)));
    }

    private Map<String, String> places(String importMap) {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("folder", folder);
        places.put("imports", importMap);
        places.put("chartScript", libraries.chartScript());
        places.put("chartStyles", libraries.chartStyles());
        places.put("preloads", preloads());
        return places;
    }

    private String importMap() {
        return libraries.imports().entrySet().stream()
                .map(entry -> "\"%s\":\"%s\"".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    }

    /** The modules of the first view: the browser requests them at once and not one after the other, as their imports name them. */
    private String preloads() {
        return modules.reachedFrom(folder + "main.js").stream()
                .map("<link rel=\"modulepreload\" href=\"%s\">"::formatted)
                .collect(Collectors.joining("\n"));
    }

    private static String read(String template) {
        try {
            return new ClassPathResource(template).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
