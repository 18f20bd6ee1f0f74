package dev.palate.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Generates and compiles the clients as {@code clients/} does, but in a folder of a test and without Maven and npm. */
final class ClientBuild {

    static final Path DOCUMENT = Path.of("clients/openapi.json");

    private static final Path GENERATOR = Path.of("target/openapi-generator/openapi-generator-cli.jar");
    private static final Path JAVA = Path.of("clients/java");
    private static final Path TYPESCRIPT = Path.of("clients/typescript");

    /** The dependencies in clients/java/pom.xml, and theirs. */
    private static final String LIBRARIES =
            "(jackson-(annotations|core|databind|datatype-jsr310)-2|jakarta\\.annotation-api-"
                    + "|httpmime-|httpclient-4|httpcore-4|commons-logging-).*\\.jar";

    private ClientBuild() {}

    /** Compiles the Java client with these programs, without the libraries of the service. */
    static URLClassLoader java(Path folder, String... programs) throws Exception {
        Path sources = generate(JAVA, folder.resolve("java"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<Path> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(file -> file.getFileName().toString().matches(LIBRARIES))
                .toList();
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        arguments.add("-cp");
        arguments.add(String.join(
                File.pathSeparator, libraries.stream().map(Path::toString).toList()));
        arguments.addAll(List.of(programs));
        for (Path root : List.of(sources.resolve("src/main/java"), JAVA.resolve("src/main/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
            }
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).as("the generated client compiles").isZero();
        List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (Path library : libraries) {
            urls.add(library.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Compiles the TypeScript client and, against the package, its example; returns the folder of the example. */
    static Path typescript(Path folder) throws Exception {
        Path client = Files.createDirectories(folder.resolve("client/src")).getParent();
        for (String file : List.of("package.json", "tsconfig.json", "src/index.ts")) {
            Files.copy(TYPESCRIPT.resolve(file), client.resolve(file));
        }
        generate(TYPESCRIPT, client.resolve("src/generated"));
        // Before TypeScript 4.9 the generated type guards use what the compiler takes for an implicit any.
        execute(Map.of(), "tsc", "-p", client.toString(), "--noImplicitAny", "false");

        Path program = folder.resolve("program");
        Path installed = Files.createDirectories(program.resolve("node_modules/palate-client"));
        Files.copy(client.resolve("package.json"), installed.resolve("package.json"));
        Files.move(client.resolve("dist"), installed.resolve("dist"));
        Files.writeString(program.resolve("package.json"), "{\"type\": \"module\"}");
        Path example = program.resolve("quickstart.ts");
        Files.copy(TYPESCRIPT.resolve("examples/quickstart.ts"), example);
        execute(
                Map.of(),
                "tsc",
                "--strict",
                "--target",
                "es2020",
                "--lib",
                "es2020,dom",
                "--module",
                "nodenext",
                "--moduleResolution",
                "nodenext",
                example.toString());
        return program;
    }

    private static Path generate(Path project, Path output) throws Exception {
        assertThat(GENERATOR)
                .as("./mvnw dependency:copy@openapi-generator copies it")
                .exists();
        execute(
                Map.of(),
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                GENERATOR.toString(),
                "generate",
                "--config=" + project.resolve("openapi-generator.yaml"),
                "--input-spec=" + DOCUMENT,
                "--output=" + output);
        return output;
    }

    /** Returns the output. */
    static String execute(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    static boolean isInstalled(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v " + command).start().waitFor() == 0;
    }
}
