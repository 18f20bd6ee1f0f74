package dev.palate.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.overload.MemoryBudget.Reservation;
import dev.palate.problem.DomainProblem.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class MemoryBudgetTest {

    private final MemoryBudget memory = new MemoryBudget(
            new WorkSettings(1, 1, 0, Duration.ZERO, 1, 1, Duration.ofSeconds(1), DataSize.ofMegabytes(10)));

    @Test
    void refusesWhatOtherRequestsDoNotLeaveUntilTheyEnd() {
        try (Reservation first = memory.open()) {
            memory.reserve(6 << 20);

            assertThat(refusalInAnotherRequest(5 << 20)).isEqualTo(Kind.OVERLOADED);
            assertThat(refusalInAnotherRequest(4 << 20)).isNull();
            assertThat(memory.reserved()).isEqualTo(6 << 20);
        }
        assertThat(memory.reserved()).isZero();
        assertThat(refusalInAnotherRequest(5 << 20)).isNull();
    }

    @Test
    void saysThatARequestNeverFits() {
        assertThat(refusalInAnotherRequest(11 << 20)).isEqualTo(Kind.TOO_LARGE);
        try (Reservation reservation = memory.open()) {
            memory.reserve(6 << 20);
            assertThatThrownBy(() -> memory.reserve(5 << 20)).hasMessageContaining("palate.limits.memory is 10 MB");
            assertThat(memory.held()).isEqualTo(6 << 20);
        }
    }

    @Test
    void releasesWhatWasReservedSinceAPoint() {
        try (Reservation reservation = memory.open()) {
            memory.reserve(1 << 20);
            long before = memory.held();
            memory.reserve(8 << 20);
            memory.releaseTo(before);
            assertThat(memory.reserved()).isEqualTo(1 << 20);
        }
        assertThat(memory.reserved()).isZero();
    }

    @Test
    void doesNotLimitWorkOutsideOfRequests() {
        memory.reserve(100 << 20);
        assertThat(memory.reserved()).isZero();
    }

    private Kind refusalInAnotherRequest(long bytes) {
        return CompletableFuture.supplyAsync(() -> {
                    try (Reservation reservation = memory.open()) {
                        memory.reserve(bytes);
                        return null;
                    } catch (MemoryException refused) {
                        return refused.kind();
                    }
                })
                .join();
    }
}
