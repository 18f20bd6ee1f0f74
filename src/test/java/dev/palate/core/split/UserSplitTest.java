package dev.palate.core.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserSplitTest {

    /** 200 users are added, which move all rows. */
    @Test
    void testsNoUserThatAnEarlierSplitTrainedOn() {
        List<String> before = ids(1_000, user -> "user-" + user);
        List<String> after = ids(1_200, user -> user < 200 ? "a-new-" + user : "user-" + (user - 200));

        Set<String> trainedOn = names(before, split(before).train());
        Set<String> tested = names(after, split(after).test());

        assertThat(tested).hasSize(120).doesNotContainAnyElementsOf(trainedOn);
        assertThat(tested).anyMatch(id -> id.startsWith("a-new-"));
    }

    @Test
    void dividesAllUsersAndTrainsOnThoseWhoCannotBeMeasured() {
        List<String> users = ids(400, Integer::toString);

        UserSplit split = UserSplit.stable(users, row -> row % 2 == 0, 0.1, 0.2, 1);

        assertThat(IntStream.of(split.test())).hasSize(40).allMatch(row -> row % 2 == 0);
        assertThat(IntStream.of(split.validation())).hasSize(20).allMatch(row -> row % 2 == 0);
        assertThat(IntStream.concat(
                                IntStream.of(split.train()),
                                IntStream.concat(IntStream.of(split.validation()), IntStream.of(split.test())))
                        .boxed()
                        .collect(Collectors.toSet()))
                .hasSize(400);
    }

    @Test
    void testsThirtyUsersIfThatIsAtMostAQuarter() {
        assertThat(split(ids(120, Integer::toString)).test()).hasSize(30);
        assertThat(split(ids(119, Integer::toString)).test()).hasSize(12);
    }

    @Test
    void hasNoTestIfNoUserCanBeMeasured() {
        UserSplit split = UserSplit.stable(ids(50, Integer::toString), row -> false, 0.1, 0.1, 1);

        assertThat(split.test()).isEmpty();
        assertThat(split.train()).hasSize(50);
        assertThatThrownBy(() -> split(ids(2, Integer::toString)))
                .hasMessageContaining("2 users with ratings are too few");
    }

    private static UserSplit split(List<String> ids) {
        return UserSplit.stable(ids, row -> true, 0.1, 0.1, 1);
    }

    private static List<String> ids(int count, IntFunction<String> id) {
        return IntStream.range(0, count).mapToObj(id).toList();
    }

    private static Set<String> names(List<String> ids, int[] rows) {
        return IntStream.of(rows).mapToObj(ids::get).collect(Collectors.toSet());
    }
}
