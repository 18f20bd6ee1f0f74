package dev.palate.core.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.palate.core.Algorithms;
import dev.palate.core.SavedModel;
import dev.palate.core.checkpoint.CheckpointReader;
import dev.palate.core.checkpoint.CheckpointWriter;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.SparseVector;
import dev.palate.core.model.ItemScorer;
import dev.palate.core.model.Model;
import dev.palate.core.model.RatingPredicting;
import dev.palate.core.network.Networks;
import dev.palate.core.training.EpochReport;
import dev.palate.core.training.EpochValidation;
import dev.palate.core.training.Processors;
import dev.palate.core.training.TrainingCancelledException;
import dev.palate.core.training.TrainingListener;
import dev.palate.core.training.TrainingOptions;
import dev.palate.core.training.TrainingSetup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnsembleTest {

    private static final RatingMatrix RATINGS = Networks.ratings(50);
    private static final Ensemble ENSEMBLE =
            (Ensemble) Algorithms.standard().find(Ensemble.NAME).orElseThrow();

    @Test
    void addsStandardisedScoresWithTheGivenWeights() {
        Model ensemble = train("popularity weight=1", "item-knn weight=3");
        SparseVector user = RATINGS.row(3);
        float[] expected = new float[RATINGS.columnCount()];
        addStandardised(user, 0.25, scores(trainAlone("popularity"), user), expected);
        addStandardised(user, 0.75, scores(trainAlone("item-knn"), user), expected);

        float[] found = scores(ensemble, user);
        for (int item = 0; item < expected.length; item++) {
            assertThat(found[item]).isCloseTo(expected[item], within(1e-5f));
        }
    }

    /** By the textbook, over the items that the user has not rated. */
    private static void addStandardised(SparseVector user, double weight, float[] scores, float[] sums) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int item = 0; item < scores.length; item++) {
            if (!user.contains(item)) {
                sum += scores[item];
                count++;
            }
        }
        double mean = sum / count;
        for (int item = 0; item < scores.length; item++) {
            squares += user.contains(item) ? 0 : (scores[item] - mean) * (scores[item] - mean);
        }
        for (int item = 0; item < scores.length; item++) {
            sums[item] += (float) (weight * (scores[item] - mean) / Math.sqrt(squares / count));
        }
    }

    @Test
    void scoresRowsLikeSingleUsers() {
        Model ensemble = train("item-knn", "dae epochs=2 layerSizes=8");
        float[] rows = new float[3 * RATINGS.columnCount()];
        ensemble.scoreRows(RATINGS, 4, 7, rows);
        for (int row = 0; row < 3; row++) {
            float[] single = scores(ensemble, RATINGS.row(4 + row));
            for (int item = 0; item < single.length; item++) {
                assertThat(rows[row * single.length + item]).isCloseTo(single[item], within(1e-4f));
            }
        }
    }

    @Test
    void findsTheWeightsOnValidationData() {
        // The validation prefers the scores of popularity: its value is the correlation with them.
        float[] wanted = scores(trainAlone("popularity"), SparseVector.empty());
        EpochValidation validation = EpochValidation.of(Optional.of("likeness"), (model, epoch) -> {
            float[] scores = new float[model.itemCount()];
            model.scoreRows(RATINGS, 0, 1, scores);
            return Map.of("likeness", correlation(scores, wanted));
        });
        EnsembleModel model =
                (EnsembleModel) ENSEMBLE.train(setup("item-knn", "popularity").withValidation(validation));

        EnsembleHyperparameters settled =
                ENSEMBLE.settled(ENSEMBLE.hyperparameters().defaults(), model);
        assertThat(settled.fitWeights()).isFalse();
        assertThat(settled.members()).hasSize(2);
        assertThat(weight(settled.members().get(1))).isGreaterThan(0.8);
        assertThat(weight(settled.members().get(0)) + weight(settled.members().get(1)))
                .isCloseTo(1, within(1e-9));
    }

    private static double weight(String member) {
        return Double.parseDouble(member.substring(member.indexOf("weight=") + 7));
    }

    private static double correlation(float[] a, float[] b) {
        double dot = 0;
        double squares = 0;
        double others = 0;
        for (int item = 0; item < a.length; item++) {
            dot += a[item] * b[item];
            squares += a[item] * a[item];
            others += b[item] * b[item];
        }
        return dot / Math.sqrt(Math.max(1e-12, squares * others));
    }

    @Test
    void trainsNoMemberWithWeightZero() {
        Model model = train("popularity", "dae epochs=10000 weight=0");
        assertThat(scores(model, SparseVector.empty())).hasSize(RATINGS.columnCount());
    }

    @Test
    void savesAndRestoresToTheLastBit() throws IOException {
        Model model = train("ease lambda=20", "dae epochs=2 layerSizes=8 weight=0.3", "vae epochs=1 latentSize=4");
        Model restored = SavedModel.restored(ENSEMBLE, model);
        assertThat(scores(restored, RATINGS.row(2))).isEqualTo(scores(model, RATINGS.row(2)));
        assertThat(ENSEMBLE.settled(ENSEMBLE.hyperparameters().defaults(), restored))
                .isEqualTo(ENSEMBLE.settled(ENSEMBLE.hyperparameters().defaults(), model));
    }

    @Test
    void quantisesTheMembersThatCan() throws IOException {
        Model model = train("ease lambda=20", "dae epochs=2 layerSizes=8");
        try (ItemScorer small = ENSEMBLE.restoreQuantised(new CheckpointReader(new ByteArrayInputStream(saved(model))))
                .orElseThrow()) {
            assertThat(small).isNotInstanceOf(Model.class);
            float[] scores = new float[small.itemCount()];
            small.score(RATINGS.row(2), scores);
            float[] exact = scores(model, RATINGS.row(2));
            for (int item = 0; item < exact.length; item++) {
                assertThat(scores[item]).isCloseTo(exact[item], within(0.2f));
            }
        }
    }

    @Test
    void resumesWithinAMemberWithTheSameBits() {
        String[] members = {"ease lambda=20", "dae epochs=3 layerSizes=8", "vae epochs=4 latentSize=4"};
        List<EpochReport> epochs = new ArrayList<>();
        byte[][] state = new byte[1][];
        TrainingListener stopping = new TrainingListener() {
            @Override
            public void onEpoch(EpochReport report, dev.palate.core.training.TrainingState saving) {
                epochs.add(report);
                if (report.epoch() == 5) {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    try {
                        CheckpointWriter writer = new CheckpointWriter(bytes);
                        saving.save(writer);
                        writer.finish();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    state[0] = bytes.toByteArray();
                }
            }

            @Override
            public boolean isCancelled() {
                return state[0] != null;
            }
        };
        assertThatThrownBy(() -> ENSEMBLE.train(setup(members).withListener(stopping)))
                .isInstanceOf(TrainingCancelledException.class);
        assertThat(epochs).extracting(EpochReport::epoch).containsExactly(1, 2, 3, 4, 5);
        assertThat(epochs).extracting(EpochReport::epochs).containsOnly(7);

        TrainingOptions resumed = new TrainingOptions(
                7, Processors.of(2), TrainingListener.SILENT, Optional.of(reader(state[0])), Optional.empty());
        float[] found = scores(ENSEMBLE.train(setup(members).withOptions(resumed)), RATINGS.row(2));
        assertThat(found).isEqualTo(scores(ENSEMBLE.train(setup(members)), RATINGS.row(2)));
    }

    @Test
    void predictsTheWeightedMeanOfRatings() {
        String[] members = {
            "autorec preset=rating-prediction epochs=2 hiddenSize=4 weight=3",
            "autorec preset=rating-prediction variant=user epochs=2 hiddenSize=4 weight=1"
        };
        EnsembleModel.OfRatings model = (EnsembleModel.OfRatings) train(members);
        float[] found = new float[RATINGS.columnCount()];
        model.predict(1, RATINGS.row(1), found);
        float[] first = new float[found.length];
        float[] second = new float[found.length];
        ((RatingPredicting) model.members().get(0).scorer()).predict(1, RATINGS.row(1), first);
        ((RatingPredicting) model.members().get(1).scorer()).predict(1, RATINGS.row(1), second);
        for (int item = 0; item < found.length; item++) {
            assertThat(found[item]).isCloseTo(0.75f * first[item] + 0.25f * second[item], within(1e-5f));
        }
        assertThat(ENSEMBLE.predictsRatings(h(members))).isTrue();
        assertThat(ENSEMBLE.predictsRatings(h("autorec preset=rating-prediction", "ease")))
                .isFalse();
    }

    @Test
    void saysWhatIsWrongWithAMember() {
        assertThatThrownBy(() -> train("eese")).hasMessageContaining("member 'eese' is not one of autorec");
        assertThatThrownBy(() -> train("ease lambda"))
                .hasMessageContaining("'lambda' must be a setting such as epochs=50");
        assertThatThrownBy(() -> train("ease lambda=-1"))
                .hasMessageContaining("member 'ease lambda=-1'")
                .hasMessageContaining("lambda");
        assertThatThrownBy(() -> train("ease weight=-1")).hasMessageContaining("weight must be a number of at least 0");
        assertThatThrownBy(() -> train("ease weight=0")).hasMessageContaining("at least one weight above 0");
        assertThatThrownBy(() -> train("vae preset=none")).hasMessageContaining("preset 'none' is not one of");
        assertThatThrownBy(() -> train("ensemble")).hasMessageContaining("member 'ensemble' is not one of");
    }

    private static EnsembleHyperparameters h(String... members) {
        return new EnsembleHyperparameters(List.of(members), true, 4);
    }

    private static TrainingSetup<EnsembleHyperparameters> setup(String... members) {
        return TrainingSetup.of(RATINGS, h(members), 7, 2);
    }

    private static Model train(String... members) {
        return ENSEMBLE.train(setup(members));
    }

    private static Model trainAlone(String name) {
        return ((EnsembleModel) train(name)).members().get(0).scorer();
    }

    private static float[] scores(ItemScorer model, SparseVector user) {
        float[] scores = new float[model.itemCount()];
        model.score(user, scores);
        return scores;
    }

    private static byte[] saved(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CheckpointWriter writer = new CheckpointWriter(bytes);
        model.save(writer);
        writer.finish();
        return bytes.toByteArray();
    }

    private static CheckpointReader reader(byte[] bytes) {
        try {
            return new CheckpointReader(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
