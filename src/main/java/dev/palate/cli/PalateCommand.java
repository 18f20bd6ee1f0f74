package dev.palate.cli;

import dev.palate.cli.progress.Terminal;
import dev.palate.core.training.TrainingDivergedException;
import dev.palate.ratingfile.source.RatingFileException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The commands of {@code java -jar palate.jar}. Exit codes: 0 done, 1 failed, 2 called wrongly.
 */
@Command(
        name = "palate",
        mixinStandardHelpOptions = true,
        description = "Without a command the service is started; these work without it.")
public final class PalateCommand implements Runnable {

    private static final Set<String> FIRST_WORDS = Set.of("evaluate", "keys", "publish", "help", "--help", "-h");

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    /** Whether the arguments are for the command line, and not for the service. */
    public static boolean isMeant(String... arguments) {
        return arguments.length > 0 && FIRST_WORDS.contains(arguments[0]);
    }

    /** Runs a command on the process's own streams and returns its exit code. */
    public static int run(String... arguments) {
        // JavaCPP would cap memory outside the heap at the heap's size; a matrix of 40,000 x 40,000 items needs more.
        setUnlessSet("org.bytedeco.javacpp.maxbytes", "0");
        setUnlessSet("org.bytedeco.javacpp.maxphysicalbytes", "0");
        setUnlessSet("logback.configurationFile", "logback-cli.xml");
        Charset terminal = Charset.defaultCharset();
        return run(
                Clock.systemUTC(),
                new PrintWriter(System.out, true, terminal),
                new PrintWriter(System.err, true, terminal),
                Terminal.ofErrorStream(),
                arguments);
    }

    static int run(Clock clock, PrintWriter out, PrintWriter err, Terminal progress, String... arguments) {
        return new CommandLine(new PalateCommand())
                .addSubcommand(new CommandLine.HelpCommand())
                .addSubcommand(new EvaluateCommand(clock, progress))
                .addSubcommand(new KeysCommand(clock))
                .addSubcommand(new PublishCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof IllegalArgumentException
                            || failure instanceof RatingFileException
                            || failure instanceof TrainingDivergedException
                            || failure instanceof UncheckedIOException) {
                        err.println("palate: " + failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                })
                .execute(arguments);
    }

    private static void setUnlessSet(String property, String value) {
        System.setProperty(property, System.getProperty(property, value));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
