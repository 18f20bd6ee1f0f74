package dev.palate.cli.report;

import java.time.Clock;
import java.util.List;

/**
 * Where the figures of a report come from.
 *
 * @param command as it was called
 * @param data the files
 * @param seeds of the splits and trainings
 * @param date when the command began, in UTC
 * @param version of Palate
 * @param machine processors, memory and Java
 */
public record EvaluationOrigin(
        String command, List<String> data, List<Long> seeds, String date, String version, String machine) {

    /** Of this process. */
    public static EvaluationOrigin of(List<String> arguments, List<String> data, List<Long> seeds, Clock clock) {
        Runtime runtime = Runtime.getRuntime();
        return new EvaluationOrigin(
                "palate " + String.join(" ", arguments.stream().map(EvaluationOrigin::quoted).toList()),
                data,
                seeds,
                clock.instant().toString(),
                BuildVersion.current(),
                "%d processors, %d MB heap, Java %s, %s %s"
                        .formatted(
                                runtime.availableProcessors(),
                                runtime.maxMemory() >> 20,
                                System.getProperty("java.version"),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch")));
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
