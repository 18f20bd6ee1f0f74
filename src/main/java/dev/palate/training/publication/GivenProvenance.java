package dev.palate.training.publication;

import dev.palate.core.training.DeviceReport;
import dev.palate.model.file.ModelContent;
import dev.palate.model.file.ModelManifest;
import dev.palate.model.file.ModelManifest.Conditions;
import dev.palate.model.file.ModelManifest.Data;
import dev.palate.model.provenance.Platform;
import dev.palate.model.provenance.Provenance;
import dev.palate.model.provenance.Provenance.Origin;
import dev.palate.model.provenance.TrainingConditions;
import dev.palate.model.provenance.TrainingData;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The provenance of a model that was published as a file. */
public final class GivenProvenance {

    private static final String UNKNOWN = "unknown";

    private GivenProvenance() {}

    /**
     * What the file says.
     *
     * @param request as versions store it
     * @param device that trained the model; null if it is not known
     */
    public static Provenance of(ModelContent content, JsonNode request, @Nullable DeviceReport device) {
        ModelManifest manifest = content.manifest();
        Conditions conditions = manifest.conditions();
        Double seconds = conditions.trainSeconds();
        return new Provenance(
                data(manifest.data(), content.model().itemCount()),
                new TrainingConditions(
                        manifest.seed(), orZero(conditions.threads()), device, seconds == null ? 0 : seconds, null),
                request,
                new Platform(text(manifest.palate()), Map.of(), UNKNOWN, UNKNOWN, UNKNOWN, 0),
                new Origin(text(conditions.engine()), conditions.executors(), conditions.rounds()));
    }

    private static TrainingData data(Data data, int items) {
        Long ratings = data.ratingCount();
        Integer itemCount = data.itemCount();
        return new TrainingData(
                ratings == null ? 0 : ratings,
                orZero(data.userCount()),
                itemCount == null ? items : itemCount,
                data.digest(),
                data.cutoff());
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, UNKNOWN);
    }
}
