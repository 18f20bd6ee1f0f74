package dev.palate.cli;

import dev.palate.core.Algorithms;
import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.ProtocolReport;
import dev.palate.core.tuning.TuningBudget;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code palate evaluate}: trains algorithms on one split and prints how they compare. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains algorithms on one split of a rating file and prints how they compare.")
final class EvaluateCommand implements Callable<Integer> {

    private static final int MOST_THREADS = 256;

    private final Clock clock;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR-OR-FILE",
            description = "A MovieLens directory or archive, or one file of ratings: CSV with any delimiter, with or"
                    + " without a header, or NDJSON; plain or gzip.")
    private @Nullable Path data;

    @Option(
            names = "--train",
            paramLabel = "FILE",
            description = "Ratings of all users for training, in a predefined split.")
    private @Nullable Path train;

    @Option(names = "--validation", paramLabel = "FILE", description = "Ratings for early stopping and tuning.")
    private @Nullable Path validation;

    @Option(names = "--test", paramLabel = "FILE", description = "Held-out ratings for the test.")
    private @Nullable Path test;

    @Option(
            names = {"--algorithms", "--algorithm"},
            split = ",",
            required = true,
            description =
                    "For instance ease,vae,popularity. Known: ${COMPLETION-CANDIDATES}. Or auto, which chooses one"
                            + " of them within a budget and shows how all compare.",
            completionCandidates = AlgorithmNames.class)
    private List<String> algorithms = List.of();

    @Option(
            names = "--protocol",
            description = "strong-generalization (the default), chronological (leave the latest interaction out),"
                    + " rating-prediction or reconstruction. Not used for rankings of a predefined split.")
    private @Nullable String protocol;

    @Option(names = "--seed", defaultValue = "1", description = "The seed of the split and of training. Default: 1.")
    private long seed;

    @Option(
            names = "--k",
            split = ",",
            description = "Cut-offs; the last steers early stopping. Default: 10,20,50,100.")
    private List<Integer> k = List.of(10, 20, 50, 100);

    @Option(
            names = "--threshold",
            description = "Ratings of at least this are relevant, in evaluation and for the algorithms. Default: 4;"
                    + " chronological: all.")
    private @Nullable Double threshold;

    @Option(
            names = "--set",
            paramLabel = "NAME.PARAMETER=VALUE",
            description = "A hyper-parameter, of one algorithm (vae.latentSize=64) or of all that have it"
                    + " (hyper.epochs=50). Can be repeated.")
    private Map<String, String> settings = Map.of();

    @Option(names = "--tune", description = "Search hyper-parameters on the validation users first.")
    private boolean tune;

    @Option(names = "--tune-trials", description = "Settings to try. Default: 20.")
    private @Nullable Integer tuneTrials;

    @Option(names = "--tune-minutes", description = "Time limit per algorithm. Default: none.")
    private @Nullable Double tuneMinutes;

    @Option(
            names = "--budget-minutes",
            description = "For auto: time for the comparison and for training the chosen one. Default: 15.")
    private @Nullable Double budgetMinutes;

    @Option(
            names = "--refit",
            description = "Train again on training and validation ratings together, for the number of epochs that was"
                    + " best.")
    private boolean refit;

    @Option(names = "--threads", description = "Default: all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    EvaluateCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (threads < 1 || threads > MOST_THREADS || seed < 0 || seed > 0xFFFFFFFFL) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--threads must be from 1 to " + MOST_THREADS + ", and --seed from 0 to 4294967295");
        }
        SplitChoice split = splitChoice();
        EvaluationSettings evaluation = checked("--", () -> split.settings(k, Optional.ofNullable(threshold), seed));
        ReportOutput output = new ReportOutput(spec.commandLine().getOut(), json);
        if (algorithms.contains(AutoSelection.NAME)) {
            output.print(choose(split, evaluation));
        } else {
            output.print(compare(split, evaluation));
        }
        return 0;
    }

    private ProtocolReport compare(SplitChoice split, EvaluationSettings evaluation) {
        if (budgetMinutes != null) {
            throw new ParameterException(spec.commandLine(), "--budget-minutes needs --algorithms auto");
        }
        Optional<TuningBudget> budget = budget();
        List<Contender<?>> contenders = checked(
                "",
                () -> new AlgorithmChoice(Algorithms.standard(), split.protocol())
                        .contenders(algorithms, settings, evaluation.threshold()));
        ComparisonRun run = new ComparisonRun(
                clock, spec.commandLine().getErr(), budget, new ComparisonRun.Training(refit, seed, threads));
        return split.run(run, contenders, evaluation);
    }

    private EvaluationReport choose(SplitChoice split, EvaluationSettings evaluation) {
        if (algorithms.size() > 1 || !settings.isEmpty() || tune || refit) {
            throw new ParameterException(
                    spec.commandLine(),
                    "auto chooses algorithms and hyper-parameters itself: leave other algorithms, --set, --tune and"
                            + " --refit out");
        }
        AutoBudget budget = budgetMinutes == null
                ? AutoBudget.STANDARD
                : checked("--budget-", () -> AutoBudget.schema().read(Map.of("minutes", budgetMinutes)));
        AutoRun run = new AutoRun(clock, spec.commandLine().getErr(), budget, seed, threads);
        return checked("", () -> run.run(split.rankings(evaluation, threads), evaluation.threshold()));
    }

    /** @param prefix turns a message that begins with a field into one that begins with an option */
    private <T> T checked(String prefix, Supplier<T> choice) {
        try {
            return choice.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), prefix + e.getMessage(), e);
        }
    }

    private Optional<TuningBudget> budget() {
        Map<String, Object> limits = new LinkedHashMap<>();
        if (tuneTrials != null) {
            limits.put("trials", tuneTrials);
        }
        if (tuneMinutes != null) {
            limits.put("minutes", tuneMinutes);
        }
        if (!tune && !limits.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--tune-trials and --tune-minutes need --tune");
        }
        return tune ? Optional.of(checked("--tune-", () -> TuningBudget.schema().read(limits))) : Optional.empty();
    }

    private SplitChoice splitChoice() {
        if ((data == null) == (train == null || test == null)) {
            throw new ParameterException(
                    spec.commandLine(), "give either --data, or --train and --test with or without --validation");
        }
        List<Path> files =
                Stream.of(train, test, validation).flatMap(Stream::ofNullable).toList();
        return checked("", () -> new SplitChoice(Optional.ofNullable(protocol), Optional.ofNullable(data), files));
    }

    /** The names of the algorithms for the usage text. */
    static final class AlgorithmNames extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        AlgorithmNames() {
            Algorithms.standard().all().forEach(algorithm -> add(algorithm.name()));
        }
    }
}
