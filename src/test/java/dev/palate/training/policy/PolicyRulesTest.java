package dev.palate.training.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.training.policy.PolicyDecision.Phase;
import dev.palate.training.policy.PolicyDecision.Rule;
import dev.palate.training.policy.PolicyDecision.Start;
import dev.palate.training.policy.PolicyFacts.ImportedRows;
import dev.palate.training.policy.PolicyFacts.Queue;
import dev.palate.training.policy.PolicyFacts.Trained;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyRulesTest {

    private static final Instant CREATED = Instant.parse("2026-11-01T10:00:00Z");
    private static final Instant TRAINED = Instant.parse("2026-11-20T10:00:00Z");
    private static final PolicyRequest DEFAULTS = new PolicyRequest(true, null, null, null, null, null, null, null);
    private static final ImportedRows NO_IMPORT = new ImportedRows(false, 0, 0);
    private static final Trained VERSION = new Trained("version 3 of 'ease'", TRAINED, 500_000, 100_000L, null);

    private final Clock clock = Clock.fixed(TRAINED.plus(Duration.ofHours(1)), ZoneOffset.UTC);

    @Test
    void doesNothingIfThePolicyIsOff() {
        PolicyRequest off = new PolicyRequest(false, null, null, null, null, null, null, null);
        PolicyRow row = new PolicyRow(PolicyDefaults.complete(off), null, null, CREATED);
        PolicyDecision decision = PolicyRules.decide(
                row,
                () -> {
                    throw new AssertionError("facts are not read for a policy that is off");
                },
                clock.instant());

        assertThat(decision.phase()).isEqualTo(Phase.OFF);
        assertThat(decision.start()).isNull();
        assertThat(decision.nextDue()).isNull();
        assertThat(decision.state()).contains("off", "{\"enabled\": true}");
    }

    @Test
    void waitsForInteractionsInAnEmptyService() {
        PolicyDecision decision = decide(DEFAULTS, new PolicyFacts(Queue.EMPTY, null, 312, 312, NO_IMPORT));

        assertThat(decision.phase()).isEqualTo(Phase.TOO_FEW);
        assertThat(decision.state()).isEqualTo("waiting: 312 of 1,000 interactions");
        assertThat(decision.start()).isNull();
    }

    @Test
    void trainsTheFirstModelAsSoonAsThereAreEnoughInteractions() {
        PolicyDecision decision = decide(DEFAULTS, new PolicyFacts(Queue.EMPTY, null, 1000, 1000, NO_IMPORT));

        assertThat(decision.start()).isEqualTo(new Start(Rule.FIRST, "no version of a model is active", true));
    }

    @Test
    void trainsAfterAnImport() {
        assertThat(decide(DEFAULTS, imported(1, 100_000)).start())
                .isEqualTo(new Start(Rule.IMPORT, "an import of 100,000 ratings or interactions ended", false));
        assertThat(decide(DEFAULTS, imported(2, 100_001)).start())
                .isEqualTo(new Start(Rule.IMPORT, "imports of 100,001 ratings or interactions ended", false));
    }

    @Test
    void doesNotTrainAfterAnImportIfTheRuleIsOff() {
        PolicyRequest request = new PolicyRequest(true, null, null, 0.0, false, null, null, null);

        assertThat(decide(request, imported(1, 100_000)).start()).isNull();
    }

    @Test
    void trainsNothingWithFewerInteractionsThanTheMinimum() {
        PolicyFacts facts = new PolicyFacts(Queue.EMPTY, null, 999, 999, new ImportedRows(false, 1, 999));

        assertThat(decide(DEFAULTS, facts).state()).isEqualTo("waiting: 999 of 1,000 interactions");
    }

    @ParameterizedTest
    @EnumSource(
            value = Queue.class,
            names = {"WAITING", "RUNNING"})
    void waitsWhileAnotherJobWaitsOrRuns(Queue queue) {
        PolicyFacts facts = new PolicyFacts(queue, VERSION, 900_000, 1000, new ImportedRows(false, 1, 100_000));
        PolicyDecision decision = decide(DEFAULTS, facts);

        assertThat(decision.phase()).isEqualTo(Phase.TRAINING);
        assertThat(decision.start()).isNull();
        assertThat(decision.state()).isEqualTo("a training job is " + (queue == Queue.RUNNING ? "running" : "waiting"));
    }

    @Test
    void waitsForTheEndOfAnImportRatherThanTrainOnAPartOfIt() {
        PolicyFacts facts = new PolicyFacts(Queue.EMPTY, null, 50_000, 1000, new ImportedRows(true, 0, 0));
        PolicyDecision decision = decide(DEFAULTS, facts);

        assertThat(decision.phase()).isEqualTo(Phase.IMPORTING);
        assertThat(decision.start()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "504_999, none",
                "505_000, 5 % of the ratings have changed since version 3 of 'ease'",
                "507_390, 7.3 % of the ratings have changed since version 3 of 'ease'",
                "800_000, 300 % of the ratings have changed since version 3 of 'ease'"
            })
    void trainsWhenEnoughRatingsHaveChanged(String changes, @Nullable String reason) {
        Start start = decide(DEFAULTS, changed(Long.parseLong(changes.replace("_", ""))))
                .start();

        assertThat(start == null ? null : start.reason()).isEqualTo(reason);
    }

    @Test
    void trainsBecauseOfChangesAtMostOnceAnHour() {
        PolicyRow row = row(DEFAULTS, TRAINED);

        assertThat(PolicyRules.decide(row, () -> changed(900_000), TRAINED.plus(Duration.ofMinutes(59)))
                        .start())
                .isNull();
        assertThat(PolicyRules.decide(row, () -> changed(900_000), TRAINED.plus(Duration.ofMinutes(60)))
                        .start())
                .isNotNull();
    }

    @Test
    void doesNotCompareWithATrainingThatNeverReadTheRatings() {
        Trained unread = new Trained("the last training", TRAINED, 0, null, null);
        PolicyFacts facts = new PolicyFacts(Queue.EMPTY, unread, 100_000, 1000, NO_IMPORT);

        assertThat(decide(DEFAULTS, facts).start()).isNull();
    }

    @Test
    void trainsWhenTheIntervalHasElapsedAndSomethingHasChanged() {
        PolicyRow row = row(DEFAULTS, TRAINED);
        Instant due = TRAINED.plus(Duration.ofDays(1));

        assertThat(PolicyRules.decide(row, () -> changed(500_001), due.minusMillis(1))
                        .start())
                .isNull();
        assertThat(PolicyRules.decide(row, () -> changed(500_001), due).start())
                .isEqualTo(new Start(Rule.EVERY, "the last training was 24 hours ago", false));
    }

    @Test
    void trainsNothingWhenTheIntervalHasElapsedAndNothingHasChanged() {
        PolicyDecision decision =
                PolicyRules.decide(row(DEFAULTS, TRAINED), () -> changed(500_000), TRAINED.plus(Duration.ofDays(3)));

        assertThat(decision.phase()).isEqualTo(Phase.UNCHANGED);
        assertThat(decision.state()).isEqualTo("nothing has changed since the last training");
        assertThat(decision.nextDue()).isNull();
    }

    @Test
    void countsTheIntervalFromTheCreationOfThePolicyUntilItHasStartedAJob() {
        PolicyRow row = row(DEFAULTS, null);

        assertThat(PolicyRules.decide(row, () -> changed(500_001), CREATED.plus(Duration.ofHours(23)))
                        .nextDue())
                .isEqualTo(CREATED.plus(Duration.ofDays(1)));
    }

    @Test
    void trainsAtTheTimesOfACronExpressionInUtc() {
        PolicyRow row = row(new PolicyRequest(true, null, "0 30 3 * * *", null, null, null, null, null), TRAINED);
        Instant due = Instant.parse("2026-11-21T03:30:00Z");

        assertThat(PolicyRules.decide(row, () -> changed(500_001), clock.instant())
                        .nextDue())
                .isEqualTo(due);
        assertThat(PolicyRules.decide(row, () -> changed(500_001), due).start())
                .isEqualTo(new Start(Rule.EVERY, "the last training was 17 hours ago", false));
    }

    @Test
    void trainsWithTheWholeBudgetAfterTheShortFirstTraining() {
        assertThat(decide(DEFAULTS, trainedWithin(3)).start())
                .isEqualTo(new Start(Rule.BUDGET, "the last training had a budget of 3 instead of 15 minutes", false));
        assertThat(decide(DEFAULTS, trainedWithin(15)).start()).isNull();
    }

    @Test
    void saysWhenTheNextTrainingIs() {
        PolicyDecision decision = PolicyRules.decide(row(DEFAULTS, TRAINED), () -> changed(501_200), clock.instant());

        assertThat(decision.phase()).isEqualTo(Phase.SCHEDULED);
        assertThat(decision.nextDue()).isEqualTo(TRAINED.plus(Duration.ofDays(1)));
        assertThat(decision.state())
                .isEqualTo("next training at 2026-11-21T10:00:00Z because of every=P1D, or when 5 % of the ratings have"
                        + " changed since version 3 of 'ease' (so far 1.2 %), or after an import");
    }

    @Test
    void saysThatNoRuleIsOn() {
        PolicyRequest none = new PolicyRequest(true, null, "never", 0.0, false, null, null, null);
        PolicyDecision decision = decide(none, changed(900_000));

        assertThat(decision.start()).isNull();
        assertThat(decision.nextDue()).isNull();
        assertThat(decision.state()).contains("no rule starts a training");
    }

    private PolicyDecision decide(PolicyRequest request, PolicyFacts facts) {
        return PolicyRules.decide(row(request, TRAINED), () -> facts, clock.instant());
    }

    private static PolicyRow row(PolicyRequest request, @Nullable Instant lastJobAt) {
        return new PolicyRow(PolicyDefaults.complete(request), null, lastJobAt, CREATED);
    }

    private static PolicyFacts changed(long changes) {
        return new PolicyFacts(Queue.EMPTY, VERSION, changes, 1000, NO_IMPORT);
    }

    private static PolicyFacts trainedWithin(double minutes) {
        Trained version = new Trained("version 1 of 'ease'", TRAINED, 500_000, 100_000L, minutes);
        return new PolicyFacts(Queue.EMPTY, version, 500_000, 1000, NO_IMPORT);
    }

    private static PolicyFacts imported(long imports, long rows) {
        return new PolicyFacts(Queue.EMPTY, VERSION, 500_000 + rows, 1000, new ImportedRows(false, imports, rows));
    }
}
