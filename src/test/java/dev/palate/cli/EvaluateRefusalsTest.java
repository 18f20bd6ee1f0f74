package dev.palate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateRefusalsTest {

    @TempDir
    private Path directory;

    private final CommandRun command = new CommandRun();

    @Test
    void saysWhatIsWrongWithACall() throws IOException {
        assertThat(command.run("evaluate", "--algorithms", "ease")).isEqualTo(2);
        assertThat(command.err()).contains("give either --data, or --train and --test");
        assertThat(command.run(
                        "evaluate",
                        "--data",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "ease",
                        "--protocol",
                        "magic"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--protocol 'magic' is not one of strong-generalization, chronological");
        assertThat(command.run("evaluate", "--data", CommandRun.ratings(directory), "--algorithms", "easy"))
                .isEqualTo(2);
        assertThat(command.err()).contains("unknown algorithm 'easy'; known are");
        assertThat(command.run(
                        "evaluate",
                        "--data",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "ease",
                        "--set",
                        "ease.lambda=-1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--set ease.lambda must be a number from 0.001 to 10000000, but was -1");
        assertThat(command.run(
                        "evaluate",
                        "--data",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "ease",
                        "--set",
                        "vae.beta=1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--set vae.beta: expected ALGORITHM.PARAMETER=VALUE");
        assertThat(command.run("evaluate", "--data", CommandRun.ratings(directory), "--algorithms", "ease", "--k", "0"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--k must be a list of at most 10 whole numbers, each from 1 to 1000");
        assertThat(command.run("evaluate", "--data", "/nowhere", "--algorithms", "ease"))
                .isEqualTo(1);
        assertThat(command.err()).contains("/nowhere: does not exist");
        assertThat(command.run(
                        "evaluate",
                        "--data",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "ease",
                        "--tune",
                        "--tune-trials",
                        "0"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--tune-trials must be a whole number from 1 to 10000, but was 0");
        assertThat(command.run(
                        "evaluate",
                        "--data",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "ease",
                        "--tune-minutes",
                        "1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--tune-trials and --tune-minutes need --tune");
        assertThat(command.run(
                        "evaluate",
                        "--data",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "ease",
                        "--threads",
                        "100000"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--threads must be from 1 to 256");
        assertThat(command.run(
                        "evaluate",
                        "--data",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "ease",
                        "--threshold",
                        "9"))
                .isEqualTo(1);
        assertThat(command.err()).contains("no test user has a held-out item that is rated at least 9.0");
        assertThat(command.out()).isEmpty();
    }

    @Test
    void saysInOneLineThatATrainingDiverged() throws IOException {
        assertThat(command.run(
                        "evaluate",
                        "--data",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "autorec",
                        "--protocol",
                        "reconstruction",
                        "--set",
                        "autorec.optimiser=sgd",
                        "--set",
                        "autorec.learningRate=1"))
                .isEqualTo(1);
        assertThat(command.err())
                .startsWith("palate: training diverged in epoch ")
                .hasLineCount(1);
        assertThat(command.out()).isEmpty();
    }

    @Test
    void refusesAtTheFirstTrialToTuneWhatPredictsNoRatings() throws IOException {
        assertThat(command.run(
                        "evaluate",
                        "--train",
                        CommandRun.ratings(directory),
                        "--validation",
                        CommandRun.ratings(directory),
                        "--test",
                        CommandRun.ratings(directory),
                        "--algorithms",
                        "ease",
                        "--protocol",
                        "rating-prediction",
                        "--tune"))
                .isEqualTo(1);
        assertThat(command.err())
                .startsWith("palate: models of 'ease' with these hyper-parameters are not measured by negative-rmse")
                .hasLineCount(1);
    }

    @Test
    void saysWhatIsWrongWithAnAutomaticChoice() throws IOException {
        String data = CommandRun.ratings(directory);
        assertThat(command.run("evaluate", "--data", data, "--algorithms", "auto,ease"))
                .isEqualTo(2);
        assertThat(command.err()).contains("auto chooses algorithms and hyper-parameters itself");
        assertThat(command.run("evaluate", "--data", data, "--algorithms", "auto", "--budget-minutes", "0"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--budget-minutes must be a number from 0.05 to 10080, but was 0");
        assertThat(command.run("evaluate", "--data", data, "--algorithms", "auto", "--protocol", "rating-prediction"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--protocol rating-prediction does not measure rankings");
        assertThat(command.run("evaluate", "--data", data, "--algorithms", "ease", "--budget-minutes", "1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("--budget-minutes needs --algorithms auto");
    }
}
