package dev.palate.job.web;

import dev.palate.job.Job;
import dev.palate.job.Jobs;
import dev.palate.job.web.JobEventStreams.Source;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Opens streams of the jobs of all kinds. All of them share one source, so that the database is read once for all listeners of this
 * process.
 */
@Component
class AllJobsStreams implements Source<Map<UUID, AllJobsStreams.Entry>> {

    /** A listener hears of an end even if it could not be told for as long. */
    private static final Duration ENDED = Duration.ofMinutes(5);

    private static final int MOST_JOBS = 1000;

    /** The id of the set of all jobs; the ids of jobs are random. */
    private static final UUID ALL = new UUID(0, 0);

    private final JobEventStreams streams;
    private final Jobs jobs;
    private final List<JobFeed> feeds;
    private final Clock clock;

    AllJobsStreams(JobEventStreams streams, Jobs jobs, List<JobFeed> feeds, Clock clock) {
        this.streams = streams;
        this.jobs = jobs;
        this.feeds = feeds;
        this.clock = clock;
    }

    /**
     * A job of any kind.
     *
     * @param kind {@code training} or {@code import}
     * @param job as in the list of its kind
     */
    @Schema(name = "JobEvent")
    record Entry(String kind, Object job) {}

    SseEmitter open() {
        return streams.open("list of jobs", this, new Listener(), ALL, current());
    }

    @Override
    public Map<UUID, Map<UUID, Entry>> find(Collection<UUID> ids) {
        return Map.of(ALL, current());
    }

    /** The unfinished jobs and those that ended recently, in the order of their submission. */
    private Map<UUID, Entry> current() {
        Map<UUID, Entry> current = new LinkedHashMap<>();
        for (JobFeed feed : feeds) {
            List<Job> found = jobs.current(feed.kind(), clock.instant().minus(ENDED), MOST_JOBS);
            Map<UUID, ?> entries = feed.entries(found);
            for (Job job : found) {
                Object entry = entries.get(job.id());
                if (entry != null) {
                    current.put(job.id(), new Entry(feed.kind().name(), entry));
                }
            }
        }
        return current;
    }

    /** One listener, and the state of each job that it was told last. */
    private static final class Listener extends EventStream<Map<UUID, Entry>> {

        private final Map<UUID, Entry> told = new HashMap<>();
        private boolean open;

        @Override
        protected void send(Map<UUID, Entry> current) throws IOException {
            if (!open) {
                emitter().send(SseEmitter.event().comment("open")); // sends the headers even if there is no job
                open = true;
            }
            told.keySet().retainAll(current.keySet());
            for (Map.Entry<UUID, Entry> job : current.entrySet()) {
                if (!job.getValue().equals(told.put(job.getKey(), job.getValue()))) {
                    emitter().send(event("job", job.getValue()));
                }
            }
        }
    }
}
