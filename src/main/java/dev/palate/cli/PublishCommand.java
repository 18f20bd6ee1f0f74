package dev.palate.cli;

import dev.palate.model.file.ModelManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code palate publish}: makes a model file a version of a running service. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Publishes a model file in a running service: the checkpoint of a version of another Palate, the file that"
                        + " 'evaluate --save' wrote, or the result of a training on Spark. Waits until the service has measured the model,"
                        + " and says whether the version is in service.")
final class PublishCommand implements Callable<Integer> {

    private static final String KEY_VARIABLE = "PALATE_API_KEY";

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The model file.")
    private @SuppressWarnings("NullAway.Init") Path file;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8080",
            description = "The service. Default: ${DEFAULT-VALUE}.")
    private @SuppressWarnings("NullAway.Init") URI url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An API key with the role train. Default: the variable " + KEY_VARIABLE
                    + ", which other users of the machine cannot see; no key if there is none.")
    private @Nullable String key;

    @Option(
            names = "--promote",
            paramLabel = "RULE",
            defaultValue = "if-better",
            description = "if-better, always or never: whether the version is activated. Default: ${DEFAULT-VALUE}.")
    private @SuppressWarnings("NullAway.Init") String promote;

    @Override
    public Integer call() throws IOException {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new ParameterException(spec.commandLine(), "--url must be such as http://localhost:8080");
        }
        String rule = promote.strip();
        if (!rule.matches("if-better|always|never")) {
            throw new ParameterException(spec.commandLine(), "--promote must be one of if-better, always, never");
        }
        String algorithm = algorithm();
        PublishClient client = new PublishClient(url, key == null ? System.getenv(KEY_VARIABLE) : key);
        client.requireAccess();
        err().println("palate: uploading " + file + " as a version of " + algorithm);
        PublishClient.Ended ended =
                client.publish(file, algorithm, rule, progress -> err().println("palate: " + progress));
        for (String warning : ended.warnings()) {
            err().println("palate: warning: " + warning);
        }
        if (ended.version() == null) {
            err().println("palate: " + ended.text());
            return 1;
        }
        out().printf("%s version %d was published. %s%n", algorithm, ended.version(), ended.text());
        return 0;
    }

    /** Verifies the file, so that a damaged one is not uploaded. */
    private String algorithm() {
        try {
            return ModelManifest.read(ModelFile.sections(file)).algorithm();
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
