package dev.palate.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.palate.core.autorec.AutoRec;
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

    @Test
    void measuresNoRatingsOfModelsThatPredictNone() {
        String refusal = "protocol must not be rating-prediction for %s with these hyper-parameters,"
                + " whose models predict no ratings";
        assertThatThrownBy(() -> OrderReader.read(new Ease(), ratingPrediction(new Ease(), Map.of())))
                .isInstanceOf(InvalidTrainingRequestException.class)
                .hasMessage(refusal.formatted("ease"));
        assertThatThrownBy(() -> OrderReader.read(new Ease(), ratingPrediction(new Ease(), Map.of()), Map.of()))
                .hasMessage(refusal.formatted("ease"));
        AutoRec autoRec = new AutoRec();
        assertThatThrownBy(() -> OrderReader.read(autoRec, ratingPrediction(autoRec, Map.of())))
                .hasMessage(refusal.formatted("autorec"));
        TrainingOrder order = OrderReader.read(autoRec, ratingPrediction(autoRec, Map.of("objective", "observed")));
        assertThat(order.evaluation()).containsEntry("protocol", "rating-prediction");
    }

    private static TrainingRequest ratingPrediction(Algorithm<?> algorithm, Map<String, Object> hyperparameters) {
        return new TrainingRequest(
                algorithm.name(), null, hyperparameters, "rating-prediction", Map.of(), null, null, null);
    }

    private static TrainingRequest warm(Algorithm<?> algorithm) {
        return new TrainingRequest(algorithm.name(), null, Map.of(), null, Map.of(), null, null, 3);
    }
}
