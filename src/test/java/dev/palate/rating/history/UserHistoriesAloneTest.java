package dev.palate.rating.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.palate.database.replica.Replicas;
import dev.palate.rating.PreferenceWrites;
import dev.palate.rating.history.UserHistory.Revision;
import dev.palate.rating.history.UserHistory.Version;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** When a cached history is compared with PostgreSQL. */
class UserHistoriesAloneTest {

    private static final int ROW = 7;
    private static final HistorySettings SETTINGS = new HistorySettings(DataSize.ofMegabytes(1), false);

    private final Replicas replicas = mock(Replicas.class);
    private final HistoryReader reader = mock(HistoryReader.class);
    private final PreferenceWrites writes = mock(PreferenceWrites.class);
    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 3);
    private final UserHistories histories = new UserHistories(
            reader,
            SETTINGS,
            new HistoryMetrics(new SimpleMeterRegistry()),
            new Verifications(replicas, writes, SETTINGS, nanoTime::get),
            Clock.systemUTC());

    @BeforeEach
    void readOnceAndVerifyOnce() {
        Version version = new Version(new Revision(1, 1), 0);
        when(reader.histories(anyCollection()))
                .thenReturn(List.of(new UserHistory("ann", ROW, version, List.of(), List.of(), Instant.MAX)));
        when(reader.revisions(anyCollection())).thenReturn(Map.of("ann", version.revision()));
        when(replicas.alonePeriod()).thenReturn(1L);
        histories.of("ann");
        histories.of("ann");
        assertComparisons(1);
    }

    private void assertComparisons(int count) {
        verify(reader, times(count)).revisions(any());
        verify(reader).histories(any());
    }

    @Test
    void aProcessThatIsAloneDoesNotAskAgain() {
        histories.of("ann");
        assertThat(histories.ofAll(List.of("ann"))).hasSize(1);

        assertComparisons(1);
    }

    @Test
    void aProcessThatIsNotAloneAsksEachTime() {
        when(replicas.alonePeriod()).thenReturn(Replicas.NOT_ALONE);
        histories.of("ann");
        histories.of("ann");
        histories.ofAll(List.of("ann"));

        assertComparisons(4);
    }

    @Test
    void aProcessThatIsAloneAgainAsksOnce() {
        when(replicas.alonePeriod()).thenReturn(2L);
        histories.of("ann");
        histories.of("ann");

        assertComparisons(2);
    }

    @Test
    void aWriteToTheUserIsFollowedByAQuestion() {
        when(writes.count(ROW)).thenReturn(1L);
        histories.of("ann");
        histories.ofAll(List.of("ann"));

        assertComparisons(2);
    }

    @Test
    void aWriteDuringTheQuestionIsFollowedByAnother() {
        when(writes.count(ROW)).thenReturn(1L);
        when(reader.revisions(anyCollection())).thenAnswer(asked -> {
            when(writes.count(ROW)).thenReturn(2L);
            return Map.of("ann", new Revision(1, 1));
        });
        histories.of("ann");
        histories.of("ann");

        assertComparisons(3);
    }

    @Test
    void aQuestionFollowsAfterTenSeconds() {
        nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
        histories.of("ann");
        nanoTime.addAndGet(Duration.ofMillis(9_999).toNanos());
        histories.of("ann");

        assertComparisons(2);
    }
}
