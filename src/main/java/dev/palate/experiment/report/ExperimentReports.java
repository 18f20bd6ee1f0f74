package dev.palate.experiment.report;

import dev.palate.experiment.Ending;
import dev.palate.experiment.ExperimentArm;
import dev.palate.experiment.OnlineExperiment;
import dev.palate.experiment.report.ExperimentReport.ArmFigures;
import dev.palate.experiment.report.ExperimentReport.ArmLift;
import dev.palate.experiment.report.ExperimentReport.Day;
import dev.palate.experiment.statistics.Assessment;
import dev.palate.experiment.statistics.Lift;
import dev.palate.experiment.statistics.Verdict;
import dev.palate.feedback.FeedbackEvents;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes reports about experiments. A report is computed on request, from the events that are stored. */
@Service
public class ExperimentReports {

    private final ExperimentEvents events;
    private final FeedbackEvents stored;
    private final Clock clock;

    ExperimentReports(ExperimentEvents events, FeedbackEvents stored, Clock clock) {
        this.events = events;
        this.stored = stored;
        this.clock = clock;
    }

    public ExperimentReport of(OnlineExperiment experiment) {
        LocalDate started = LocalDate.ofInstant(experiment.startedAt(), ZoneOffset.UTC);
        LocalDate oldest = stored.oldestDay();
        boolean complete = !started.isBefore(oldest);
        LocalDate from = complete ? started : oldest;
        List<ArmEvents> totals = arms(experiment, null);
        Map<LocalDate, List<ArmEvents>> days = new TreeMap<>();
        for (ArmEvents found : events.of(experiment, from)) {
            LocalDate day = found.day();
            List<ArmEvents> arms = day == null ? totals : days.computeIfAbsent(day, unseen -> arms(experiment, day));
            arms.set(found.arm(), found);
        }
        Assessment assessment = assess(experiment, totals);
        Ending ending = experiment.ending();
        return new ExperimentReport(
                experiment.name(),
                experiment.definition().metric().label(),
                experiment.definition().minimumLift(),
                experiment.startedAt(),
                ending == null ? null : ending.endedAt(),
                from,
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                complete,
                new ConclusionText(experiment, totals, assessment).conclusion(complete ? null : from),
                assessment.users(),
                assessment.plannedUsers(),
                assessment.sampleRatio(),
                figures(experiment, totals),
                lifts(experiment, assessment, isUsable(assessment)),
                days.entrySet().stream()
                        .map(day -> day(experiment, day.getKey(), day.getValue()))
                        .toList());
    }

    /** Arms without events. */
    private static List<ArmEvents> arms(OnlineExperiment experiment, @Nullable LocalDate day) {
        List<ArmEvents> arms = new ArrayList<>();
        for (int arm = 0; arm < experiment.arms().size(); arm++) {
            arms.add(ArmEvents.none(day, arm));
        }
        return arms;
    }

    private static Assessment assess(OnlineExperiment experiment, List<ArmEvents> arms) {
        return Assessment.of(
                arms.stream().map(ArmEvents::sample).toList(),
                experiment.arms().stream().mapToDouble(ExperimentArm::share).toArray(),
                experiment.definition().minimumLift());
    }

    private static boolean isUsable(Assessment assessment) {
        return assessment.verdict() == Verdict.DIFFERENT;
    }

    private static Day day(OnlineExperiment experiment, LocalDate day, List<ArmEvents> arms) {
        return new Day(day, figures(experiment, arms), lifts(experiment, assess(experiment, arms), false));
    }

    private static List<ArmFigures> figures(OnlineExperiment experiment, List<ArmEvents> arms) {
        return arms.stream()
                .map(arm -> figures(experiment.arms().get(arm.arm()), arm))
                .toList();
    }

    private static ArmFigures figures(ExperimentArm arm, ArmEvents events) {
        ArmEvents.Counts counts = events.counts();
        return new ArmFigures(
                arm.name(),
                arm.share(),
                events.sample().users(),
                counts.lists(),
                counts.shown(),
                counts.clicked(),
                counts.rated(),
                ratio(counts.shownAndClicked(), counts.lists()),
                ratio(counts.shownAndClicked(), counts.shown()),
                ratio(counts.hits(), counts.lists()),
                ratio(counts.hitUsers(), events.sample().users()));
    }

    private static @Nullable Double ratio(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }

    /** @param decisive whether a difference may be concluded from them */
    private static List<ArmLift> lifts(OnlineExperiment experiment, Assessment assessment, boolean decisive) {
        List<ArmLift> lifts = new ArrayList<>();
        for (int k = 0; k < assessment.lifts().size(); k++) {
            String arm = experiment.arms().get(k + 1).name();
            boolean different = decisive && assessment.different().get(k);
            Lift lift = assessment.lifts().get(k).orElse(null);
            lifts.add(
                    lift == null
                            ? new ArmLift(arm, null, null, null, null, false)
                            : new ArmLift(arm, lift.estimate(), lift.low(), lift.high(), lift.pValue(), different));
        }
        return lifts;
    }
}
