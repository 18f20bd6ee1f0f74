package dev.palate.experiment.statistics;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of an experiment by a rule that tolerates daily looks: before the planned number of users is reached, a treatment
 * differs only if p is below 0.001; from then on if its 95 % interval excludes 0. The interim boundary is that of Haybittle (1971) and
 * Peto et al. (British Journal of Cancer, 1976): it is so strict that the looks before the planned end hardly add to the 5 %.
 *
 * @param lifts [treatments]: empty if an arm has no variance yet
 * @param different [treatments]: whether the rule calls the treatment different from the control
 * @param users of all arms
 * @param plannedUsers of all arms, to detect the stated lift; null if it cannot be estimated yet
 */
public record Assessment(
        Verdict verdict,
        SampleRatio sampleRatio,
        List<Optional<Lift>> lifts,
        List<Boolean> different,
        long users,
        @Nullable Long plannedUsers) {

    /** The fewest users of an arm. */
    public static final int LEAST_USERS = 100;
    /** The fewest users of an arm with a positive numerator. */
    public static final int LEAST_CONTRIBUTORS = 10;

    private static final double INTERIM = 0.001;

    public Assessment {
        lifts = List.copyOf(lifts);
        different = List.copyOf(different);
    }

    /**
     * @param arms the control first
     * @param shares [arms]: of the users
     * @param minimumLift the smallest relative difference that is to be detected
     */
    public static Assessment of(List<RatioSample> arms, double[] shares, double minimumLift) {
        SampleRatio sampleRatio = SampleRatio.of(
                shares, arms.stream().mapToLong(RatioSample::users).toArray());
        ControlComparison comparison = new ControlComparison(arms.get(0), arms.subList(1, arms.size()));
        List<Optional<Lift>> lifts = comparison.lifts();
        long users = arms.stream().mapToLong(RatioSample::users).sum();
        Long planned = comparison.plannedUsers(minimumLift, shares).orElse(null);
        boolean reached = planned != null && users >= planned;
        double limit = reached ? ControlComparison.ALPHA : INTERIM;
        List<Boolean> different = lifts.stream()
                .map(lift -> lift.filter(found -> found.pValue() < limit).isPresent())
                .toList();
        Verdict verdict = sampleRatio.broken()
                ? Verdict.SAMPLE_RATIO_BROKEN
                : arms.stream().anyMatch(Assessment::isTooSmall) ? Verdict.TOO_FEW_USERS : verdict(different, reached);
        return new Assessment(verdict, sampleRatio, lifts, different, users, planned);
    }

    /** Whether the planned number of users takes part. */
    public boolean isPlanReached() {
        return plannedUsers != null && users >= plannedUsers;
    }

    /** The positions of the treatments that the rule calls different, from 0. */
    public List<Integer> differing() {
        return IntStream.range(0, different.size())
                .filter(different::get)
                .boxed()
                .toList();
    }

    public static boolean isTooSmall(RatioSample arm) {
        return arm.users() < LEAST_USERS || arm.contributors() < LEAST_CONTRIBUTORS;
    }

    private static Verdict verdict(List<Boolean> different, boolean reached) {
        if (different.contains(true)) {
            return Verdict.DIFFERENT;
        }
        return reached ? Verdict.NOT_DIFFERENT : Verdict.NOT_YET;
    }
}
