package dev.palate.core.hyperparameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.palate.core.hyperparameter.InvalidHyperparametersException.Violation;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HyperparameterSchemaTest {

    enum Loss {
        SQUARED_ERROR,
        MULTINOMIAL
    }

    record Settings(
            @Hyperparameter(value = "Passes over the data.", min = 1, max = 500, tune = "5..50")
            int epochs,

            @Hyperparameter(value = "Step size.", min = 0, max = 1, tune = "0.0001..0.01 log")
            double learningRate,

            @Hyperparameter(value = "Share of the input.", min = 0, max = 0.9)
            float dropout,

            @Hyperparameter("What is minimised.") Loss loss,

            @Hyperparameter("Whether to shuffle.") boolean shuffle,

            @Hyperparameter(value = "Hidden sizes.", min = 1, max = 4096, maxLength = 3, tune = "200 | 600,200 | -")
            List<Integer> layers) {

        Settings {
            if (epochs == 13) {
                throw new IllegalArgumentException("epochs must not be 13 when layers are " + layers);
            }
        }
    }

    private final Settings defaults = new Settings(20, 0.001, 0.5f, Loss.MULTINOMIAL, true, List.of(600, 200));
    private final HyperparameterSchema<Settings> schema = HyperparameterSchema.of(defaults);

    @Test
    void readsSettingsOverTheDefaults() {
        Settings read = schema.read(Map.of(
                "epochs", 30L, "learningRate", 1, "loss", "Squared-Error", "layers", List.of(5, BigInteger.TEN)));
        assertThat(read).isEqualTo(new Settings(30, 1.0, 0.5f, Loss.SQUARED_ERROR, true, List.of(5, 10)));
        assertThat(schema.read(Map.of())).isEqualTo(defaults);
    }

    @Test
    void readsItsOwnOutput() {
        Map<String, Object> written = schema.write(defaults);
        assertThat(written.keySet()).containsExactly("epochs", "learningRate", "dropout", "loss", "shuffle", "layers");
        assertThat(written).containsEntry("dropout", 0.5).containsEntry("loss", "multinomial");
        assertThat(schema.write(new Settings(1, 0.1, 0.1f, Loss.MULTINOMIAL, true, List.of())))
                .containsEntry("dropout", 0.1);
        assertThat(schema.read(written)).isEqualTo(defaults);
    }

    @Test
    void readsTextOfACommandLine() {
        Settings read = schema.readText(
                defaults, Map.of("learningRate", "1e-2", "layers", "7, 8", "shuffle", "false", "loss", "MULTINOMIAL"));
        assertThat(read).isEqualTo(new Settings(20, 0.01, 0.5f, Loss.MULTINOMIAL, false, List.of(7, 8)));
        assertThat(schema.readText(defaults, Map.of("layers", "-")).layers()).isEmpty();
        assertThatThrownBy(() -> schema.readText(defaults, Map.of("epochs", "many")))
                .hasMessage("epochs must be a whole number from 1 to 500, but was 'many'");
    }

    @Test
    void namesEveryInvalidFieldWithItsRange() {
        assertThat(violation("epochs", 0)).isEqualTo("must be a whole number from 1 to 500, but was 0");
        assertThat(violation("epochs", 1.5)).isEqualTo("must be a whole number from 1 to 500, but was 1.5");
        assertThat(violation("epochs", "20")).isEqualTo("must be a whole number from 1 to 500, but was '20'");
        assertThat(violation("learningRate", Double.NaN)).isEqualTo("must be a number from 0 to 1, but was NaN");
        assertThat(violation("loss", "huber")).isEqualTo("must be one of squared-error, multinomial, but was 'huber'");
        assertThat(violation("shuffle", 1)).isEqualTo("must be true or false, but was 1");
        assertThat(violation("layers", List.of(1, 2, 3, 4)))
                .isEqualTo("must be a list of at most 3 whole numbers, each from 1 to 4096, but was [1, 2, 3, 4]");
        assertThat(violation("momentum", 0.9))
                .isEqualTo(
                        "is unknown; the nearest known name is dropout; expected one of epochs, learningRate, dropout, loss, shuffle, layers");
        assertThat(violation("hyperparameters", null)).contains("unknown");
        assertThat(violation("epochs", null)).isEqualTo("must be a whole number from 1 to 500, but was null");
    }

    @Test
    void reportsAllViolationsAtOnceAndRefusalsOfTheRecord() {
        InvalidHyperparametersException both = catchThrowableOfType(
                InvalidHyperparametersException.class, () -> schema.read(Map.of("epochs", 0, "dropout", 0.95)));
        assertThat(both.violations()).extracting(Violation::field).containsExactlyInAnyOrder("epochs", "dropout");
        assertThatThrownBy(() -> schema.read(Map.of("epochs", 13)))
                .isInstanceOf(InvalidHyperparametersException.class)
                .hasMessage("hyperparameters epochs must not be 13 when layers are [600, 200]");
    }

    @Test
    void publishesKindRangeAndDefault() {
        assertThat(schema.specs().get(0))
                .isEqualTo(new HyperparameterSpec(
                        "epochs", "integer", 20, 1.0, 500.0, List.of(), "Passes over the data.", "5..50"));
        assertThat(schema.specs().get(3))
                .isEqualTo(new HyperparameterSpec(
                        "loss",
                        "choice",
                        "multinomial",
                        null,
                        null,
                        List.of("squared-error", "multinomial"),
                        "What is minimised.",
                        ""));
    }

    @Test
    void samplesInsideTheTuneRangesAndKeepsTheRest() {
        SplittableRandom random = new SplittableRandom(1);
        boolean emptySeen = false;
        boolean lowRateSeen = false;
        for (int draw = 0; draw < 200; draw++) {
            Settings drawn = schema.sample(defaults, random, Set.of());
            assertThat(drawn.epochs()).isBetween(5, 50).isNotEqualTo(13);
            assertThat(drawn.learningRate()).isBetween(0.0001, 0.01);
            assertThat(drawn.dropout()).isEqualTo(0.5f);
            assertThat(drawn.layers()).isIn(List.of(200), List.of(600, 200), List.of());
            emptySeen |= drawn.layers().isEmpty();
            lowRateSeen |= drawn.learningRate() < 0.001;
        }
        assertThat(emptySeen).isTrue();
        // Half of a log-uniform draw lies below the geometric mean of the range, of a uniform draw only a tenth.
        assertThat(lowRateSeen).isTrue();
        assertThat(schema.sample(defaults, new SplittableRandom(7), Set.of()))
                .isEqualTo(schema.sample(defaults, new SplittableRandom(7), Set.of()));
    }

    @Test
    void samplesNoHyperparameterThatIsKept() {
        Settings drawn = schema.sample(defaults, new SplittableRandom(1), Set.of("epochs", "layers"));
        assertThat(drawn.epochs()).isEqualTo(defaults.epochs());
        assertThat(drawn.layers()).isEqualTo(defaults.layers());
        assertThat(drawn.learningRate()).isNotEqualTo(defaults.learningRate());
    }

    @Test
    void refusesDefaultsOutsideTheirRange() {
        assertThatThrownBy(() -> HyperparameterSchema.of(new Settings(0, 0.1, 0, Loss.MULTINOMIAL, true, List.of())))
                .hasMessageContaining("epochs must be a whole number from 1 to 500");
    }

    record Speed(
            @Hyperparameter(value = "Step size.", min = 0, max = 1)
            double learningRate,

            @Hyperparameter(value = "Passes over the data.", min = 1, max = 500)
            int epochs) {

        Speed {
            if (learningRate * epochs > 100) {
                throw new IllegalArgumentException("too far");
            }
        }
    }

    record Nested(
            @Hyperparameter("Whether to shuffle.") boolean shuffle,

            @Redefine(name = "learningRate", tune = "0.1 | 0.2")
            Speed speed,

            @Hyperparameter("A number.") int last) {}

    record Misspelt(
            @Redefine(name = "learningrate", tune = "1..2") Speed speed) {}

    record Twice(Speed speed, @Hyperparameter("Again.") int epochs) {}

    private final HyperparameterSchema<Nested> nested =
            HyperparameterSchema.of(new Nested(true, new Speed(0.5, 10), 3));

    @Test
    void flattensNestedRecords() {
        Nested read = nested.read(Map.of("epochs", 20, "last", 4));
        assertThat(read).isEqualTo(new Nested(true, new Speed(0.5, 20), 4));
        assertThat(nested.write(read))
                .containsExactly(
                        entry("shuffle", true), entry("learningRate", 0.5), entry("epochs", 20), entry("last", 4));
        assertThat(nested.has("epochs")).isTrue();
        assertThat(nested.has("speed")).isFalse();
        assertThat(nested.value(read, "epochs")).isEqualTo(20);
    }

    @Test
    void reportsARefusalOfANestedRecord() {
        assertThatThrownBy(() -> nested.read(Map.of("learningRate", 1, "epochs", 200)))
                .isInstanceOf(InvalidHyperparametersException.class)
                .hasMessage("hyperparameters too far");
    }

    @Test
    void redefinesTheTuneRangeOfANestedHyperparameter() {
        assertThat(nested.specs()).extracting(HyperparameterSpec::tune).containsExactly("", "0.1 | 0.2", "", "");
        assertThat(nested.specs().get(1).description()).isEqualTo("Step size.");
        assertThat(nested.sample(nested.defaults(), new SplittableRandom(1), Set.of())
                        .speed()
                        .learningRate())
                .isIn(0.1, 0.2);
    }

    @Test
    void refusesUnknownRedefinitionsAndDuplicateNames() {
        assertThatThrownBy(() -> HyperparameterSchema.of(new Misspelt(new Speed(0.5, 1))))
                .hasMessageContaining("learningrate");
        assertThatThrownBy(() -> HyperparameterSchema.of(new Twice(new Speed(0.5, 1), 1)))
                .hasMessage("two hyper-parameters are named epochs");
    }

    private String violation(String field, Object value) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(field, value);
        return catchThrowableOfType(InvalidHyperparametersException.class, () -> schema.read(settings))
                .violations()
                .get(0)
                .message();
    }
}
