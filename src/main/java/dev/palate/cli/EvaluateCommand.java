package dev.palate.cli;

import dev.palate.cli.ModelFile.LoadedModels;
import dev.palate.cli.progress.Progress;
import dev.palate.cli.progress.ProgressTicker;
import dev.palate.cli.progress.Terminal;
import dev.palate.cli.report.EvaluatedSplit;
import dev.palate.cli.report.EvaluationOrigin;
import dev.palate.cli.report.EvaluationSummary;
import dev.palate.cli.report.ReportOutput;
import dev.palate.core.Algorithms;
import dev.palate.core.auto.AutoBudget;
import dev.palate.core.auto.AutoSelection;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationSettings;
import dev.palate.core.evaluation.Protocol;
import dev.palate.core.evaluation.newitem.NewItemComparison;
import dev.palate.core.tuning.TuningBudget;
import java.io.PrintWriter;
import java.nio.file.Files;
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
    private final Terminal terminal;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR-OR-FILE",
            description = "A MovieLens directory or archive, or one file: ratings as CSV with any delimiter, with or"
                    + " without a header, or NDJSON, RecBole's .inter, or lines 'user item item ...'; plain or gzip."
                    + " Files without values are implicit data.")
    private @Nullable Path data;

    @Option(
            names = "--train",
            paramLabel = "FILE",
            description = "Ratings of all users for training, in a predefined split; any form that --data reads.")
    private @Nullable Path train;

    @Option(
            names = "--validation",
            paramLabel = "FILE",
            description = "Ratings for early stopping and tuning. Default for rankings: a random tenth of each user's"
                    + " ratings in --train; the measured models are then trained again on all of --train.")
    private @Nullable Path validation;

    @Option(names = "--test", paramLabel = "FILE", description = "Held-out ratings for the test.")
    private @Nullable Path test;

    @Option(
            names = {"--algorithms", "--algorithm"},
            split = ",",
            description =
                    "For instance ease,vae,popularity. Known: ${COMPLETION-CANDIDATES}. Or auto, which chooses one"
                            + " of them within a budget and shows how all compare.",
            completionCandidates = AlgorithmNames.class)
    private List<String> algorithms = List.of();

    @Option(
            names = "--protocol",
            description = "strong-generalization (the default), chronological (leave the latest rating out),"
                    + " rating-prediction, reconstruction or new-items (a tenth of the items is held out). Not used for"
                    + " rankings of a predefined split.")
    private @Nullable String protocol;

    @Option(names = "--seed", defaultValue = "1", description = "The seed of the split and of training. Default: 1.")
    private long seed;

    @Option(
            names = "--seeds",
            paramLabel = "1-5",
            description = "Several seeds, such as 1,2,5 or 1-5, one after the other: prints the mean and each seed, and"
                    + " paired differences over the users of all seeds.")
    private @Nullable String seeds;

    @Option(
            names = "--k",
            split = ",",
            description = "Cut-offs; the last steers early stopping. Default: 10,20,50,100.")
    private List<Integer> k = List.of(10, 20, 50, 100);

    @Option(
            names = "--threshold",
            description = "Ratings of at least this are relevant, in evaluation and for the algorithms. Default: 4;"
                    + " chronological, predefined splits and files without values: all.")
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

    @Option(
            names = "--tune-minutes",
            description = "Time limit per algorithm. Default: none. For auto the same as --budget-minutes.")
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

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report with charts, as one HTML file.")
    private @Nullable Path html;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Write the model to a file; of several algorithms the best one by the validation data.")
    private @Nullable Path save;

    @Option(
            names = "--load",
            split = ",",
            paramLabel = "FILE",
            description = "Measure a model that --save wrote, next to the algorithms or alone. Can be repeated.")
    private List<Path> load = List.of();

    EvaluateCommand(Clock clock, Terminal terminal) {
        this.clock = clock;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Long> allSeeds = checkedOptions();
        SplitChoice split = splitChoice();
        boolean auto = algorithms.contains(AutoSelection.NAME);
        checked("--", () -> split.settings(k, Optional.ofNullable(threshold), allSeeds.get(0), false));
        AutoBudget autoBudget = auto ? autoBudget(split) : AutoBudget.STANDARD;
        Optional<TuningBudget> tuning = auto ? Optional.empty() : tuningBudget();
        contenders(split, 0);
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(err, clock, terminal);
        try (progress;
                ProgressTicker ticker = new ProgressTicker(progress);
                LoadedModels loaded = LoadedModels.read(load)) {
            SplitData data = split.read(progress);
            Optional<ModelKeeper> keeper = Optional.ofNullable(save).map(file -> new ModelKeeper(file, data.items()));
            List<EvaluatedSplit> splits = new ArrayList<>();
            for (long one : allSeeds) {
                EvaluationSettings settings = split.settings(k, Optional.ofNullable(threshold), one, data.isImplicit());
                if (allSeeds.size() > 1) {
                    progress.println("seed " + one);
                }
                splits.add(
                        auto
                                ? choose(new AutoRun(clock, progress, autoBudget, one, keeper), data, settings)
                                : compare(
                                        new ComparisonRun(clock, progress, tuning, training(data, one), keeper),
                                        split,
                                        data,
                                        settings,
                                        loaded.byName()));
            }
            report(split, splits, progress);
            keeper.map(ModelKeeper::summary).filter(text -> !text.isEmpty()).ifPresent(progress::println);
        }
        return 0;
    }

    /** A file that cannot be written would be noticed only after hours of training. */
    private void requireWritable(String option, @Nullable Path file) {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw wrong(option + " " + file + ": a file in an existing folder that can be written is needed");
        }
    }

    private List<Long> checkedOptions() {
        requireWritable("--save", save);
        requireWritable("--html", html);
        if (threads < 1 || threads > MOST_THREADS || seed < 0 || seed > 0xFFFFFFFFL) {
            throw wrong("--threads must be from 1 to " + MOST_THREADS + ", and --seed from 0 to 4294967295");
        }
        if (algorithms.isEmpty() && load.isEmpty()) {
            throw wrong("give --algorithms, --load or both");
        }
        String list = seeds;
        List<Long> all = list == null ? List.of(seed) : checked("", () -> SeedList.parse(list));
        if (Protocol.RECONSTRUCTION.id().equals(protocol) && (save != null || !load.isEmpty())) {
            throw wrong(
                    "--protocol reconstruction trains on all ratings and keeps no model: leave --save and --load out");
        }
        if (save != null && all.size() > 1) {
            throw wrong("--save needs a single --seed");
        }
        return all;
    }

    private ComparisonRun.Training training(SplitData files, long one) {
        return new ComparisonRun.Training(refit || files.drawsValidation(), one, threads);
    }

    private void report(SplitChoice split, List<EvaluatedSplit> splits, Progress progress) {
        ReportOutput output;
        try (Progress.Phase phase = progress.begin("computing paired differences")) {
            int samples = EvaluationSettings.strongGeneralization().bootstrapSamples();
            output = new ReportOutput(
                    EvaluationSummary.of(splits, split.hasFixedUsers(), samples),
                    EvaluationOrigin.of(
                            spec.commandLine().getParseResult().originalArgs(),
                            split.files().stream().map(Path::toString).toList(),
                            splits.stream().map(one -> one.report().splitSeed()).toList(),
                            clock));
        }
        output.print(spec.commandLine().getOut(), json);
        if (html != null) {
            output.writeHtml(html);
        }
    }

    private EvaluatedSplit compare(
            ComparisonRun run,
            SplitChoice split,
            SplitData data,
            EvaluationSettings settings,
            Map<String, ModelFile.Loaded> loaded) {
        List<Contender<?>> contenders = contenders(split, settings.threshold());
        return switch (split.protocol()) {
            case "reconstruction" -> run.reconstruction(contenders, settings, data.ratings());
            case "rating-prediction" ->
                run.ratings(
                        contenders,
                        loaded,
                        data.items(),
                        splitting(run.progress(), () -> data.ratingComparison(settings, threads)));
            case NewItemComparison.PROTOCOL ->
                run.rankings(
                        contenders,
                        loaded,
                        data.items(),
                        splitting(run.progress(), () -> data.newItems(settings, threads)));
            default ->
                run.rankings(
                        contenders,
                        loaded,
                        data.items(),
                        splitting(run.progress(), () -> data.rankings(settings, threads)));
        };
    }

    private static <T> T splitting(Progress progress, Supplier<T> split) {
        try (Progress.Phase phase = progress.begin("splitting")) {
            return split.get();
        }
    }

    private EvaluatedSplit choose(AutoRun run, SplitData data, EvaluationSettings settings) {
        return checked(
                "",
                () -> run.run(splitting(run.progress(), () -> data.rankings(settings, threads)), settings.threshold()));
    }

    private List<Contender<?>> contenders(SplitChoice split, double least) {
        return algorithms.contains(AutoSelection.NAME)
                ? List.of()
                : checked(
                        "",
                        () -> new AlgorithmChoice(Algorithms.standard(), split.protocol())
                                .contenders(algorithms, settings, least));
    }

    private AutoBudget autoBudget(SplitChoice split) {
        if (algorithms.size() > 1 || !settings.isEmpty() || tune || refit || !load.isEmpty() || tuneTrials != null) {
            throw wrong("auto chooses algorithms and hyper-parameters itself: leave other algorithms, --set, --tune,"
                    + " --tune-trials, --load and --refit out");
        }
        if (budgetMinutes != null && tuneMinutes != null) {
            throw wrong("for auto --tune-minutes is --budget-minutes: give one of them");
        }
        checked("", () -> {
            split.requireRankings();
            return split;
        });
        Double minutes = budgetMinutes == null ? tuneMinutes : budgetMinutes;
        String prefix = budgetMinutes == null ? "--tune-" : "--budget-";
        return minutes == null
                ? AutoBudget.STANDARD
                : checked(prefix, () -> AutoBudget.schema().read(Map.of("minutes", minutes)));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** @param prefix turns a message that begins with a field into one that begins with an option */
    private <T> T checked(String prefix, Supplier<T> choice) {
        try {
            return choice.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), prefix + e.getMessage(), e);
        }
    }

    private Optional<TuningBudget> tuningBudget() {
        if (budgetMinutes != null) {
            throw wrong("--budget-minutes needs --algorithms auto");
        }
        Map<String, Object> limits = new LinkedHashMap<>();
        if (tuneTrials != null) {
            limits.put("trials", tuneTrials);
        }
        if (tuneMinutes != null) {
            limits.put("minutes", tuneMinutes);
        }
        if (!tune && !limits.isEmpty()) {
            throw wrong("--tune-trials and --tune-minutes need --tune");
        }
        return tune ? Optional.of(checked("--tune-", () -> TuningBudget.schema().read(limits))) : Optional.empty();
    }

    private SplitChoice splitChoice() {
        if ((data == null) == (train == null || test == null)) {
            throw wrong("give either --data, or --train and --test with or without --validation");
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
