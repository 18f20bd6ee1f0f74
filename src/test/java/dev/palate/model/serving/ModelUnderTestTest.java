package dev.palate.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.Model;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelUnderTestTest {

    private static final int USERS = 100_000;

    /** Computed with Python: {@code (int.from_bytes(sha256(b"vae\n3\n1").digest()[:8], "big") >> 11) * 2.0 ** -53}. */
    @Test
    void selectsTheSameUsersInEveryRelease() {
        assertThat(ModelUnderTest.position("vae", 3, "1")).isEqualTo(0.6989994559592356);
        assertThat(ModelUnderTest.position("vae", 3, "2")).isEqualTo(0.9325113863629138);
        assertThat(ModelUnderTest.position("vae", 3, "Zo\u00eb")).isEqualTo(0.2969046916253617);
    }

    /** The bounds are five standard deviations of a fair draw. */
    @Test
    void answersItsShareOfManyUsers() {
        for (double share : new double[] {0.01, 0.1, 0.5, 0.9}) {
            long answered = IntStream.range(0, USERS)
                    .filter(user -> answers(3, share, user))
                    .count();
            assertThat(answered / (double) USERS).isCloseTo(share, within(5 * Math.sqrt(share * (1 - share) / USERS)));
        }
    }

    @Test
    void includesTheUsersOfASmallerShare() {
        assertThat(IntStream.range(0, 1000).filter(user -> answers(3, 0.1, user)))
                .isNotEmpty()
                .allMatch(user -> answers(3, 0.2, user));
    }

    /** Otherwise every experiment would affect the same users. */
    @Test
    void selectsOtherUsersForAnotherVersion() {
        long both = IntStream.range(0, USERS)
                .filter(user -> answers(3, 0.1, user) && answers(4, 0.1, user))
                .count();
        assertThat(both / (double) USERS).isCloseTo(0.01, within(0.002));
    }

    private static boolean answers(int version, double share, int user) {
        ServedModel model = new ServedModel("vae", version, new NoModel(), IdIndex.of(List.of()));
        return new ModelUnderTest(model, share).answers(Integer.toString(user));
    }

    private record NoModel() implements Model {

        @Override
        public int itemCount() {
            return 0;
        }

        @Override
        public void score(SparseVector foldIn, float[] scores) {}

        @Override
        public void save(CheckpointWriter checkpoint) {}
    }
}
