package dev.palate.model.provenance;

import dev.palate.core.engine.onednn.OneDnn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.springframework.boot.SpringBootVersion;

/**
 * The code, the JVM and the machine that a model was trained with.
 *
 * @param code Palate's version and build time
 * @param libraries versions of the numerical libraries by name; with oneDNN, which trains networks on processors with AVX-512, only
 *     if the build contains it
 * @param cpu the model name that the operating system gives
 */
public record Platform(
        String code, Map<String, String> libraries, String jvm, String operatingSystem, String cpu, int cpus) {

    private static final Path CPU_FILE = Path.of("/proc/cpuinfo");

    /** The platform of this process. */
    public static Platform current(String code) {
        return new Platform(
                code,
                libraryVersions(),
                "%s %s".formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")),
                "%s %s %s"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                System.getProperty("os.arch")),
                cpuModel(),
                Runtime.getRuntime().availableProcessors());
    }

    private static Map<String, String> libraryVersions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("openblas", mavenVersion("org.bytedeco", "openblas"));
        if (OneDnn.isIncluded()) {
            versions.put("onednn", mavenVersion("org.bytedeco", "dnnl"));
        }
        versions.put("spring-boot", SpringBootVersion.getVersion());
        return versions;
    }

    private static String mavenVersion(String group, String artifact) {
        String resource = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
        try (InputStream in = Platform.class.getResourceAsStream(resource)) {
            if (in == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String cpuModel() {
        String fallback = System.getProperty("os.arch");
        if (!Files.isReadable(CPU_FILE)) {
            return fallback;
        }
        try (Stream<String> lines = Files.lines(CPU_FILE)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(fallback);
        } catch (IOException e) {
            return fallback;
        }
    }
}
