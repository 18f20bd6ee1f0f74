package dev.palate.job;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A handler whose work the test sets. */
class TestHandler implements JobHandler {

    static final JobKind KIND = new JobKind("test", "test job", "scheduled_tasks");

    final List<String> ends = new ArrayList<>();
    int queueLimit = 10;
    private Work work = attempt -> {};

    /** What an attempt does. */
    interface Work {

        void execute(Attempt attempt) throws Exception;
    }

    void work(Work newWork) {
        work = newWork;
    }

    @Override
    public JobKind kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 0;
    }

    @Override
    public int queueLimit() {
        return queueLimit;
    }

    @Override
    public void execute(Attempt attempt) throws Exception {
        work.execute(attempt);
    }

    @Override
    public @Nullable String ending(UUID job, JobState state, @Nullable String failure) {
        return failure == null ? null : failure + " Nothing was written.";
    }

    @Override
    public void ended(UUID job, JobState state) {
        ends.add(state.name());
    }
}
