package dev.palate.experiment;

import dev.palate.problem.DomainProblem.FieldProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * An experiment; immutable. The number of the experiment, its shares and the user id alone determine a user's arm, so that it is the same
 * in every process and after every restart. Another experiment divides the users independently.
 *
 * @param id its number, which is never used again
 * @param ending null while it is running
 */
public record OnlineExperiment(
        int id,
        NewExperiment definition,
        Instant startedAt,
        @Nullable Ending ending) {

    public String name() {
        return definition.name();
    }

    public List<ExperimentArm> arms() {
        return definition.arms();
    }

    /** The arm of a user; after the end the winner, or without one the control. */
    public Assignment assign(String userId) {
        boolean ended = ending != null;
        int position = ended ? winner() : drawn(userId);
        return new Assignment(id, name(), position, arms().get(position), ended);
    }

    /** The arms that users get now. */
    public List<ExperimentArm> served() {
        return ending == null ? arms() : List.of(arms().get(winner()));
    }

    /**
     * @throws ExperimentException if there is no such arm
     */
    int position(String arm) {
        List<String> names = arms().stream().map(ExperimentArm::name).toList();
        if (!names.contains(arm)) {
            throw ExperimentException.invalid(List.of(new FieldProblem(
                    "winner", "must be one of the arms " + String.join(", ", names) + ", not " + arm)));
        }
        return names.indexOf(arm);
    }

    private int winner() {
        return ending == null || ending.winner() == null ? 0 : ending.winner();
    }

    private int drawn(String userId) {
        double place = place(id, userId);
        double end = 0;
        for (int k = 0; k < arms().size() - 1; k++) {
            end += arms().get(k).share();
            if (place < end) {
                return k;
            }
        }
        // The sum of the shares may be 1 only within rounding.
        return arms().size() - 1;
    }

    /** Uniform in 0..1 (exclusive) over users: the first 53 bits of a SHA-256. */
    static double place(int experimentId, String userId) {
        byte[] text = ("experiment\n" + experimentId + '\n' + userId).getBytes(StandardCharsets.UTF_8);
        return (ByteBuffer.wrap(DigestUtils.sha256(text)).getLong() >>> 11) * 0x1p-53;
    }
}
