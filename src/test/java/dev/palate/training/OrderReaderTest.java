package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.ease.Ease;
import dev.palate.core.training.Algorithm;
import dev.palate.core.vae.Vae;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderReaderTest {

    @Test
    void startsNothingFromAnEarlierVersionThatHasNoEpochs() {
        assertThatThrownBy(() -> OrderReader.read(new Ease(), warm(new Ease())))
                .isInstanceOf(InvalidTrainingRequestException.class)
                .hasMessage("warmStart must be left out for ease, which is not trained in epochs");
        assertThat(OrderReader.read(new Vae(), warm(new Vae())).warmStart()).isEqualTo(3);
    }

    private static TrainingRequest warm(Algorithm<?> algorithm) {
        return new TrainingRequest(algorithm.name(), null, Map.of(), null, Map.of(), null, null, 3);
    }
}
