package dev.palate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The types of the console's modules, which their comments declare, are consistent with each other and with the libraries. */
class ConsoleTypesIT {

    private static final Logger log = LoggerFactory.getLogger(ConsoleTypesIT.class);
    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final Path SOURCES = Path.of("src/main/resources/console");

    /** The folders of the WebJars, and the names under which modules import them. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "lit", "lit",
            "lit-html", "lit-html",
            "lit-element", "lit-element",
            "lit__reactive-element", "@lit/reactive-element",
            "uplot", "uplot");

    private static final List<String> COMMAND = List.of(
            "tsc",
            "--noEmit",
            "--allowJs",
            "--checkJs",
            "--strict",
            "--exactOptionalPropertyTypes",
            "--noUncheckedIndexedAccess",
            "--noImplicitReturns",
            "--noUnusedLocals",
            // The charts are a classic script, whose name is global.
            "--allowUmdGlobalAccess",
            "--skipLibCheck",
            "--target",
            "es2022",
            "--lib",
            "es2022,dom,dom.iterable",
            // Reads the exports of packages, and is known to every TypeScript since 4.7.
            "--module",
            "nodenext",
            "--moduleResolution",
            "nodenext",
            "console/main.js",
            "console/views/others.js",
            "console/theme.js",
            "node_modules/uplot/dist/uPlot.d.ts");

    @TempDir
    private Path folder;

    @Test
    void typesAreConsistent() throws Exception {
        if (!isInstalled()) {
            log.warn("The types of the console are not checked: the TypeScript compiler tsc is not installed");
            Assumptions.abort("tsc is not installed");
        }
        copySources();
        Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
        for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
            copyDeclarations(library.getKey(), library.getValue());
        }
        Process process = new ProcessBuilder(COMMAND)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void copySources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve("console")
                        .resolve(SOURCES.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private void copyDeclarations(String webjar, String module) throws IOException {
        var resolver = new PathMatchingResourcePatternResolver();
        for (String ending : List.of("**/*.d.ts", "package.json")) {
            for (Resource resource : resolver.getResources("classpath*:" + WEBJARS + webjar + "/*/" + ending)) {
                String path = resource.getURL().toString();
                String inside =
                        path.substring(path.indexOf(WEBJARS + webjar + "/") + WEBJARS.length() + webjar.length() + 1);
                Path target = folder.resolve("node_modules")
                        .resolve(module)
                        .resolve(inside.substring(inside.indexOf('/') + 1));
                Files.createDirectories(target.getParent());
                try (InputStream input = resource.getInputStream()) {
                    Files.copy(input, target);
                }
            }
        }
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("tsc", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
