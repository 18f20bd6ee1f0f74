import dev.palate.client.ApiClient;
import dev.palate.client.ApiException;
import dev.palate.client.Palate;
import dev.palate.client.api.ApiKeysApi;
import dev.palate.client.api.ImportsApi;
import dev.palate.client.api.ItemsApi;
import dev.palate.client.api.ModelsApi;
import dev.palate.client.api.RatingsApi;
import dev.palate.client.api.RecommendationsApi;
import dev.palate.client.api.TrainingApi;
import dev.palate.client.model.AutorecHyperparameters;
import dev.palate.client.model.AutorecTrainingRequest;
import dev.palate.client.model.BatchRequest;
import dev.palate.client.model.EventsRequest;
import dev.palate.client.model.ImportDetails;
import dev.palate.client.model.ImportStatus;
import dev.palate.client.model.ItemBody;
import dev.palate.client.model.NewKey;
import dev.palate.client.model.RatingBody;
import dev.palate.client.model.RecommendationEvent;
import dev.palate.client.model.RecommendationsResponse;
import dev.palate.client.model.TrainingJob;
import dev.palate.client.model.VisitorRating;
import dev.palate.client.model.VisitorRequest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything through the generated client, which fails on unknown fields: a key, an import of an invented file, a training
 * and recommendations.
 */
public final class EndToEnd {

    private final ApiClient client = new ApiClient();

    private EndToEnd(String base) {
        client.updateBaseUri(base);
        client.setObjectMapper(client.getObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES));
    }

    /** Returns the key that it has created. */
    public static String run(String base, Path folder) throws Exception {
        String key = new EndToEnd(base).run(folder);
        require(Palate.connect(base + "/", key).apiKeys().listApiKeys(0, 10).getTotal() == 1, "the connection sends its key");
        return key;
    }

    private String run(Path folder) throws Exception {
        String key = new ApiKeysApi(client)
                .createApiKey(new NewKey().name("end to end").role(NewKey.RoleEnum.ADMIN))
                .getKey();
        client.setRequestInterceptor(request -> request.header("X-API-Key", key));
        require(new ApiKeysApi(client).listApiKeys(0, 10).getTotal() == 1, "there is one key");

        importFile(folder);
        TrainingJob job = train();
        require(job.getEpochs().size() == 30, "all epochs are there");
        require(
                job.getEpochs().get(29).getAdditionalProperties().get("ndcg@20") != null,
                "an epoch has its metrics next to its other figures");
        readModels(job.getVersion());
        recommend(job.getVersion());
        expectProblem();
        return key;
    }

    private void importFile(Path folder) throws Exception {
        new ItemsApi(client)
                .putItem("film-1", new ItemBody().title("Star Harbour").year(1994).categories(List.of("Sci-Fi")));
        new RatingsApi(client).putUserRating("guest", "film-1", new RatingBody().value(new java.math.BigDecimal("4.5")));
        StringBuilder csv = new StringBuilder("customer,film,stars\n");
        for (int user = 0; user < 60; user++) {
            for (int item = 0; item < 12; item++) {
                if ((user * 7 + item * 3) % 5 != 0) {
                    csv.append("u%d,film-%d,%d%n".formatted(user, item, item % 3 == user % 3 ? 5 : 2));
                }
            }
        }
        File file = Files.writeString(folder.resolve("ratings.csv"), csv).toFile();
        ImportsApi imports = new ImportsApi(client);
        require(
                imports.checkImport(ImportsApi.APICheckImportRequest.newBuilder()
                                ._file(file)
                                .unknownItems("create")
                                .userColumn("customer")
                                .itemColumn("film")
                                .ratingColumn("stars")
                                .build())
                        .getProblems()
                        .isEmpty(),
                "the check finds no problem");
        ImportStatus queued = imports.startImport(ImportsApi.APIStartImportRequest.newBuilder()
                ._file(file)
                .unknownItems("create")
                .userColumn("customer")
                .itemColumn("film")
                .ratingColumn("stars")
                .idempotencyKey("end-to-end")
                .build());
        ImportDetails done = imports.getImport(queued.getId());
        while (done.getEndedAt() == null) {
            Thread.onSpinWait();
            done = imports.getImport(queued.getId());
        }
        require(done.getState() == ImportDetails.StateEnum.SUCCEEDED, "the import succeeds: " + done);
        require(imports.listImports(0, 5).getTotal() == 1, "the import is listed");
    }

    private TrainingJob train() throws Exception {
        TrainingApi training = new TrainingApi(client);
        TrainingJob job = training.trainAutorec(
                null,
                new AutorecTrainingRequest()
                        .hyperparameters(new AutorecHyperparameters()
                                .hiddenSize(4L)
                                .epochs(30L)
                                .batchSize(16L)
                                .learningRate(0.02))
                        .protocol(AutorecTrainingRequest.ProtocolEnum.RECONSTRUCTION)
                        .seed(7L)
                        .promote(AutorecTrainingRequest.PromoteEnum.ALWAYS));
        while (job.getEndedAt() == null) {
            Thread.onSpinWait();
            job = training.getTrainingJob(job.getId().toString());
        }
        require(job.getVersion() != null, "the job publishes a version: " + job);
        require(training.listTrainingJobs(
                                TrainingApi.APIListTrainingJobsRequest.newBuilder().size(5).build())
                        .getTotal() == 1, "the job is listed");
        return job;
    }

    private void readModels(int version) throws Exception {
        ModelsApi models = new ModelsApi(client);
        require(models.listModels(0, 50).getItems().size() > 5, "all algorithms are listed");
        require(models.listModelVersions("autorec", 0, 5).getTotal() == 1, "the version is listed");
        require(models.getModelVersion("autorec", version).getActive(), "the version is active");
        require(models.listModelActivations("autorec", 0, 5).getTotal() == 1, "its activation is listed");
        require(!models.compareModels(true, 1).getModels().isEmpty(), "the models are compared");
    }

    private void recommend(int version) throws Exception {
        RecommendationsApi recommendations = new RecommendationsApi(client);
        RecommendationsResponse list = recommendations.recommend(
                RecommendationsApi.APIRecommendRequest.newBuilder()
                        .userId("u1")
                        .k(3)
                        .model("autorec")
                        .version(version)
                        .explain(true)
                        .build());
        require(list.getItems().size() == 3, "the list has three items");
        require(!list.getItems().get(0).getBecause().isEmpty(), "an item has its reasons");
        recommendations.recordEvents(
                list.getRecommendationId(),
                new EventsRequest()
                        .addEventsItem(new RecommendationEvent()
                                .type("shown")
                                .itemId(list.getItems().get(0).getItemId())));
        recommendations.compareRecommendations(
                RecommendationsApi.APICompareRecommendationsRequest.newBuilder()
                        .userId("u1")
                        .models(List.of("autorec"))
                        .k(2)
                        .build());
        recommendations.listSimilarItems(RecommendationsApi.APIListSimilarItemsRequest.newBuilder()
                .itemId("film-1")
                .k(2)
                .model("autorec")
                .build());
        require(
                recommendations.recommendToUsers(new BatchRequest().users(List.of("u1", "nobody")))
                                .getUnknownUsers()
                                .equals(List.of("nobody")),
                "unknown users are listed");
        recommendations.recommendToVisitor(new VisitorRequest()
                .addRatingsItem(new VisitorRating().itemId("film-1").value(5f)));
        require(new RatingsApi(client).listUserRatings("u1", "-value", 0, 5).getTotal() > 5, "ratings are listed");
        require(new ItemsApi(client)
                                .listItems(ItemsApi.APIListItemsRequest.newBuilder().size(5).build())
                                .getTotal() == 12, "items are listed");
    }

    private void expectProblem() throws Exception {
        try {
            new RatingsApi(client).putUserRating("u1", "film-1", new RatingBody().value(new java.math.BigDecimal(11)));
        } catch (ApiException refused) {
            require(refused.getCode() == 400 && refused.getResponseBody().contains("\"errors\""), "a problem says why");
            return;
        }
        throw new IllegalStateException("a value outside the scale was accepted");
    }

    private static void require(boolean condition, String claim) {
        if (!condition) {
            throw new IllegalStateException("expected: " + claim);
        }
    }
}
