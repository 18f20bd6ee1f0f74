import client.ApiClient;
import client.ApiException;
import client.api.ApiKeysApi;
import client.api.ImportsApi;
import client.api.ItemsApi;
import client.api.ModelsApi;
import client.api.RatingsApi;
import client.api.RecommendationsApi;
import client.api.TrainingApi;
import client.model.AutorecHyperparameters;
import client.model.AutorecTrainingRequest;
import client.model.BatchRequest;
import client.model.EventsRequest;
import client.model.ImportDetails;
import client.model.ImportStatus;
import client.model.ItemBody;
import client.model.NewKey;
import client.model.RatingBody;
import client.model.RecommendationEvent;
import client.model.RecommendationsResponse;
import client.model.TrainingJob;
import client.model.VisitorRating;
import client.model.VisitorRequest;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The quick start through the generated client, which fails on unknown fields: a key, an import of an invented file, a training
 * and recommendations.
 */
public final class QuickStart {

    private final ApiClient client = new ApiClient();

    private QuickStart(String base) {
        client.updateBaseUri(base);
        client.setObjectMapper(client.getObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES));
    }

    /** Returns the key that it has created. */
    public static String run(String base, Path folder) throws Exception {
        return new QuickStart(base).run(folder);
    }

    private String run(Path folder) throws Exception {
        String key = new ApiKeysApi(client)
                .postApiKeys(new NewKey().name("quick start").role(NewKey.RoleEnum.ADMIN))
                .getKey();
        client.setRequestInterceptor(request -> request.header("X-API-Key", key));
        require(new ApiKeysApi(client).getApiKeys(0, 10).getTotal() == 1, "there is one key");

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
                imports.postImportsCheck(ImportsApi.APIPostImportsCheckRequest.newBuilder()
                                ._file(file)
                                .unknownItems("create")
                                .userColumn("customer")
                                .itemColumn("film")
                                .ratingColumn("stars")
                                .build())
                        .getProblems()
                        .isEmpty(),
                "the check finds no problem");
        ImportStatus queued = imports.postImports(ImportsApi.APIPostImportsRequest.newBuilder()
                ._file(file)
                .unknownItems("create")
                .userColumn("customer")
                .itemColumn("film")
                .ratingColumn("stars")
                .idempotencyKey("quick-start")
                .build());
        ImportDetails done = imports.getImport(queued.getId());
        while (done.getEndedAt() == null) {
            Thread.onSpinWait();
            done = imports.getImport(queued.getId());
        }
        require(done.getState() == ImportDetails.StateEnum.SUCCEEDED, "the import succeeds: " + done);
        require(imports.getImports(0, 5).getTotal() == 1, "the import is listed");
    }

    private TrainingJob train() throws Exception {
        TrainingApi training = new TrainingApi(client);
        TrainingJob job = training.postModelsAutorecTrain(
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
        require(training.getTrainingJobs(
                                TrainingApi.APIGetTrainingJobsRequest.newBuilder().size(5).build())
                        .getTotal() == 1, "the job is listed");
        return job;
    }

    private void readModels(int version) throws Exception {
        ModelsApi models = new ModelsApi(client);
        require(models.getModels(0, 50).getItems().size() > 5, "all algorithms are listed");
        require(models.getModelVersions("autorec", 0, 5).getTotal() == 1, "the version is listed");
        require(models.getModelVersion("autorec", version).getActive(), "the version is active");
        require(models.getModelActivations("autorec", 0, 5).getTotal() == 1, "its activation is listed");
        require(!models.getModelsComparison(true, 1).getModels().isEmpty(), "the models are compared");
    }

    private void recommend(int version) throws Exception {
        RecommendationsApi recommendations = new RecommendationsApi(client);
        RecommendationsResponse list = recommendations.getUserRecommendations(
                RecommendationsApi.APIGetUserRecommendationsRequest.newBuilder()
                        .userId("u1")
                        .k(3)
                        .model("autorec")
                        .version(version)
                        .explain(true)
                        .build());
        require(list.getItems().size() == 3, "the list has three items");
        require(!list.getItems().get(0).getBecause().isEmpty(), "an item has its reasons");
        recommendations.postRecommendationEvents(
                list.getRecommendationId(),
                new EventsRequest()
                        .addEventsItem(new RecommendationEvent()
                                .type("shown")
                                .itemId(list.getItems().get(0).getItemId())));
        recommendations.getUserRecommendationsComparison(
                RecommendationsApi.APIGetUserRecommendationsComparisonRequest.newBuilder()
                        .userId("u1")
                        .models(List.of("autorec"))
                        .k(2)
                        .build());
        recommendations.getItemSimilar(RecommendationsApi.APIGetItemSimilarRequest.newBuilder()
                .itemId("film-1")
                .k(2)
                .model("autorec")
                .build());
        require(
                recommendations.postRecommendationsBatch(new BatchRequest().users(List.of("u1", "nobody")))
                                .getUnknownUsers()
                                .equals(List.of("nobody")),
                "unknown users are listed");
        recommendations.postRecommendations(new VisitorRequest()
                .addRatingsItem(new VisitorRating().itemId("film-1").value(5f)));
        require(new RatingsApi(client).getUserRatings("u1", "-value", 0, 5).getTotal() > 5, "ratings are listed");
        require(new ItemsApi(client)
                                .getItems(ItemsApi.APIGetItemsRequest.newBuilder().size(5).build())
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
