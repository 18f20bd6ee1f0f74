package dev.palate.training.policy;

import dev.palate.training.policy.PolicyDecision.Phase;
import dev.palate.training.policy.PolicyDecision.Rule;
import dev.palate.training.policy.PolicyDecision.Start;
import dev.palate.training.policy.PolicyFacts.ImportedRows;
import dev.palate.training.policy.PolicyFacts.Queue;
import dev.palate.training.policy.PolicyFacts.Trained;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether a training is due: policy, facts and time in, one decision out. */
final class PolicyRules {

    /** Between two trainings because of changes: a busy service with few data would otherwise train all the time. */
    private static final Duration PAUSE = Duration.ofHours(1);

    private final TrainingPolicy policy;
    private final PolicyFacts facts;
    private final Instant now;
    /** When {@code every} is due; null for never. */
    private final @Nullable Instant due;

    private PolicyRules(PolicyRow row, PolicyFacts facts, Instant now) {
        this.policy = row.policy();
        this.facts = facts;
        this.now = now;
        Instant since = row.lastJobAt() == null ? row.createdAt() : row.lastJobAt();
        this.due = policy.recurrence().next(since).orElse(null);
    }

    /** @param facts are not read for a policy that is off */
    static PolicyDecision decide(PolicyRow row, Supplier<PolicyFacts> facts, Instant now) {
        return row.policy().enabled() ? new PolicyRules(row, facts.get(), now).decide() : off();
    }

    private static PolicyDecision off() {
        return new PolicyDecision(
                Phase.OFF, "off: PUT /training-policy with {\"enabled\": true} turns it on", null, null);
    }

    private PolicyDecision decide() {
        if (facts.queue() != Queue.EMPTY) {
            return waiting(
                    Phase.TRAINING,
                    facts.queue() == Queue.RUNNING ? "a training job is running" : "a training job is waiting");
        }
        if (facts.imports().running()) {
            return waiting(Phase.IMPORTING, "waiting for the end of an import");
        }
        Optional<Start> start = start();
        if (start.isPresent() && facts.interactions() < policy.minimumInteractions()) {
            return waiting(
                    Phase.TOO_FEW,
                    text("waiting: %,d of %,d interactions", facts.interactions(), policy.minimumInteractions()));
        }
        return start.map(this::due).orElseGet(this::nothingDue);
    }

    private PolicyDecision due(Start start) {
        return new PolicyDecision(Phase.DUE, "a training starts within seconds: " + start.reason(), now, start);
    }

    private PolicyDecision nothingDue() {
        if (isDue() && facts.changesSinceTraining() == 0) {
            return waiting(Phase.UNCHANGED, "nothing has changed since the last training");
        }
        return waiting(Phase.SCHEDULED, schedule());
    }

    private PolicyDecision waiting(Phase phase, String state) {
        return new PolicyDecision(phase, state, isDue() ? null : due, null);
    }

    /** The first rule that applies; a cancelled or failed job of the policy counts as a training, so that it is not repeated at once. */
    private Optional<Start> start() {
        return Stream.<Supplier<Optional<Start>>>of(
                        this::imported, this::first, this::changed, this::elapsed, this::shortBudget)
                .flatMap(rule -> rule.get().stream())
                .findFirst();
    }

    private Optional<Start> imported() {
        ImportedRows imports = facts.imports();
        String ended = imports.ended() == 1
                ? "an import of %,d ratings or interactions ended"
                : "imports of %,d ratings or interactions ended";
        return when(policy.afterImport() && imports.ended() > 0, Rule.IMPORT, () -> text(ended, imports.rows()));
    }

    private Optional<Start> first() {
        return when(facts.trained() == null, Rule.FIRST, () -> "no version of a model is active");
    }

    private Optional<Start> changed() {
        boolean applies = policy.whenChanged() > 0
                && facts.changesSinceTraining() > 0
                && facts.changedShare() >= policy.whenChanged()
                && !now.isBefore(trained().at().plus(PAUSE));
        return when(
                applies,
                Rule.CHANGED,
                () -> "%s of the ratings have changed since %s"
                        .formatted(percent(facts.changedShare()), trained().name()));
    }

    private Optional<Start> elapsed() {
        return when(
                isDue() && facts.changesSinceTraining() > 0,
                Rule.EVERY,
                () -> "the last training was %s ago".formatted(age()));
    }

    /** The first training has a short budget, so that a model answers soon. */
    private Optional<Start> shortBudget() {
        Double minutes = trained().autoMinutes();
        return minutes == null
                ? Optional.empty()
                : when(
                        minutes < policy.autoMinutes(),
                        Rule.BUDGET,
                        () -> "the last training had a budget of %s instead of %s minutes"
                                .formatted(plain(minutes), plain(policy.autoMinutes())));
    }

    private Optional<Start> when(boolean applies, Rule rule, Supplier<String> reason) {
        return applies ? Optional.of(new Start(rule, reason.get(), facts.trained() == null)) : Optional.empty();
    }

    private boolean isDue() {
        return due != null && !due.isAfter(now);
    }

    private String age() {
        Duration age = Duration.between(trained().at(), now);
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        return age.toHours() >= 2 ? age.toHours() + " hours" : Math.max(0, age.toMinutes()) + " minutes";
    }

    /** Without one the rule {@link Rule#FIRST} applies, before those that need one. */
    private Trained trained() {
        return Objects.requireNonNull(facts.trained());
    }

    private String schedule() {
        List<String> rules = new ArrayList<>();
        if (due != null) {
            rules.add("at %s because of every=%s".formatted(due.truncatedTo(ChronoUnit.SECONDS), policy.every()));
        }
        if (policy.whenChanged() > 0) {
            rules.add("when %s of the ratings have changed since %s (so far %s)"
                    .formatted(percent(policy.whenChanged()), trained().name(), percent(facts.changedShare())));
        }
        if (policy.afterImport()) {
            rules.add("after an import");
        }
        return rules.isEmpty()
                ? "every=never, whenChanged=0 and afterImport=false: no rule starts a training"
                : "next training " + String.join(", or ", rules);
    }

    /** With one decimal, rounded down, so that 4.96 % is not shown as 5 %. */
    private static String percent(double share) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(1, RoundingMode.DOWN)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
