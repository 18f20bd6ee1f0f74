package dev.palate.model.serving;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.palate.model.traffic.HeldVersions;
import dev.palate.model.traffic.TrafficSplit;
import dev.palate.model.traffic.TrafficSplits;
import dev.palate.model.version.Activations;
import dev.palate.model.version.Activations.Active;
import dev.palate.model.version.VersionId;
import dev.palate.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The models in memory: the active ones in one immutable list, which a new version replaces, and a few other versions that were
 * requested. Of the methods that answer requests, only {@link #version} may wait for the database.
 */
@Component
public class ServedModels {

    private static final Logger log = LoggerFactory.getLogger(ServedModels.class);
    private static final Duration CACHED_FOR = Duration.ofMinutes(10);
    private static final Duration RETRY_DAMAGED_AFTER = Duration.ofSeconds(30);

    private final Activations activations;
    private final TrafficSplits splits;
    private final List<HeldVersions> holders;
    private final ModelLoader loader;
    private final ModelMetrics metrics;
    private final Clock clock;
    private final Cache<VersionId, ServedModel> others;
    private final ReentrantLock loading = new ReentrantLock();
    private final Map<VersionId, Instant> unusable = new ConcurrentHashMap<>();
    /** The default model comes first. */
    private volatile List<ServedModel> inService = List.of();

    private volatile boolean firstIsPinned;

    private volatile boolean loaded;

    private volatile List<ModelUnderTest> underTest = List.of();

    private volatile List<ServedModel> held = List.of();

    ServedModels(
            Activations activations,
            TrafficSplits splits,
            List<HeldVersions> holders,
            ModelLoader loader,
            ModelMetrics metrics,
            ModelSettings settings,
            Clock clock) {
        this.activations = activations;
        this.splits = splits;
        this.holders = holders;
        this.loader = loader;
        this.metrics = metrics;
        this.clock = clock;
        this.others = Caffeine.newBuilder()
                .maximumSize(settings.cached())
                .expireAfterAccess(CACHED_FOR)
                .build();
    }

    /** The active version of {@code algorithm}; empty if there is none or if the algorithm is unknown. */
    public Optional<ServedModel> active(String algorithm) {
        return inService.stream()
                .filter(served -> served.algorithm().equals(algorithm))
                .findFirst();
    }

    /** The version that answers a share of the users of {@code algorithm} instead of the active version. */
    public Optional<ModelUnderTest> underTest(String algorithm) {
        return underTest.stream()
                .filter(test -> test.model().algorithm().equals(algorithm))
                .findFirst();
    }

    /** All active versions, sorted by algorithm. */
    public List<ServedModel> active() {
        return inService.stream()
                .sorted(Comparator.comparing(ServedModel::algorithm))
                .toList();
    }

    /** The version that a request chose to answer requests that name no model. */
    public Optional<ServedModel> pinned() {
        return firstIsPinned ? defaultModel() : Optional.empty();
    }

    /** The pinned version, or without one the active version with the best score. */
    public Optional<ServedModel> defaultModel() {
        return inService.stream().findFirst();
    }

    /**
     * Any version, active or not. A version that is not in memory is loaded and cached.
     *
     * @throws UnknownModelVersionException if there is no such algorithm or version
     * @throws DamagedCheckpointException if its checkpoint cannot be read
     */
    public ServedModel version(String algorithm, int version) {
        return Stream.of(inService.stream(), underTest.stream().map(ModelUnderTest::model), held.stream())
                .flatMap(served -> served)
                .filter(served -> served.algorithm().equals(algorithm) && served.version() == version)
                .findFirst()
                .orElseGet(() -> others.get(new VersionId(algorithm, version), this::loadAlone));
    }

    /** One version at a time, because requests can name many versions and each takes memory while it is loaded. */
    private ServedModel loadAlone(VersionId version) {
        loading.lock();
        try {
            return loader.load(version.algorithm(), version.version());
        } finally {
            loading.unlock();
        }
    }

    /** Caches a version before its activation, so that the activation finds it in memory. */
    public void cache(ServedModel model) {
        others.put(new VersionId(model.algorithm(), model.version()), model);
    }

    /** Serves a model immediately, because its activation has been committed. The next refresh decides which is the default. */
    public synchronized void serve(ServedModel model) {
        List<ServedModel> next = new ArrayList<>(inService);
        next.replaceAll(served -> served.algorithm().equals(model.algorithm()) ? model : served);
        if (!next.contains(model)) {
            next.add(model);
        }
        inService = List.copyOf(next);
        log.info("In service: {}", model);
    }

    public void forget(String algorithm, int version) {
        others.invalidate(new VersionId(algorithm, version));
    }

    /** Serves the versions that are active in the database. If one of them cannot be loaded, the previous version stays active. */
    public synchronized void refresh() {
        List<ServedModel> next = new ArrayList<>();
        List<Active> found = activations.active();
        List<VersionId> active = found.stream().map(Active::id).toList();
        List<TrafficSplit> split = splits.all();
        Set<VersionId> wantedByOthers =
                holders.stream().flatMap(holder -> holder.held().stream()).collect(Collectors.toSet());
        unusable.keySet()
                .removeIf(version ->
                        !active.contains(version) && !isUnderTest(version, split) && !wantedByOthers.contains(version));
        for (VersionId wanted : active) {
            load(wanted).or(() -> active(wanted.algorithm())).ifPresent(next::add);
        }
        List<ModelUnderTest> tested = new ArrayList<>();
        for (TrafficSplit wanted : split) {
            load(new VersionId(wanted.algorithm(), wanted.version()))
                    .ifPresent(model -> tested.add(new ModelUnderTest(model, wanted.share())));
        }
        held = wantedByOthers.stream().flatMap(wanted -> load(wanted).stream()).toList();
        List<ServedModel> previous = inService;
        underTest = List.copyOf(tested);
        inService = List.copyOf(next);
        firstIsPinned = isPinned(found);
        loaded = true;
        metrics.show(inService, found);
        next.stream()
                .filter(served -> !previous.contains(served))
                .forEach(served -> log.info("In service: {}", served));
    }

    /** Whether the active versions have been loaded at least once. */
    public boolean areLoaded() {
        return loaded;
    }

    /** Versions that are active, under test or held but cannot be loaded. */
    public Set<VersionId> unusable() {
        return Set.copyOf(unusable.keySet());
    }

    private boolean isPinned(List<Active> found) {
        return found.stream()
                .filter(Active::pinned)
                .anyMatch(pinned -> defaultModel()
                        .filter(first -> first.algorithm().equals(pinned.id().algorithm()))
                        .isPresent());
    }

    private static boolean isUnderTest(VersionId version, List<TrafficSplit> splits) {
        return splits.stream()
                .anyMatch(
                        split -> split.algorithm().equals(version.algorithm()) && split.version() == version.version());
    }

    private Optional<ServedModel> load(VersionId wanted) {
        Optional<ServedModel> current =
                active(wanted.algorithm()).filter(served -> served.version() == wanted.version());
        if (current.isPresent()) {
            return current;
        }
        Instant now = clock.instant();
        if (unusable.getOrDefault(wanted, Instant.MIN).isAfter(now)) {
            return Optional.empty();
        }
        try {
            ServedModel loaded = version(wanted.algorithm(), wanted.version());
            unusable.remove(wanted);
            return Optional.of(loaded);
        } catch (ProblemException e) {
            unusable.put(wanted, now.plus(RETRY_DAMAGED_AFTER));
            String instead = active(wanted.algorithm())
                    .map(served -> "version " + served.version() + " stays in service")
                    .orElse("no version is in service instead");
            log.error(
                    "Version {} of '{}' cannot be loaded, {}: {}",
                    wanted.version(),
                    wanted.algorithm(),
                    instead,
                    e.getMessage());
            return Optional.empty();
        }
    }
}
