import dev.palate.client.ApiException;
import dev.palate.client.Palate;
import dev.palate.client.api.ImportsApi.APIStartImportRequest;
import dev.palate.client.api.ItemsApi.APIListItemsRequest;
import dev.palate.client.api.RecommendationsApi.APIRecommendRequest;
import dev.palate.client.model.EaseTrainingRequest;
import dev.palate.client.model.EndBody;
import dev.palate.client.model.EventsRequest;
import dev.palate.client.model.ExperimentReport;
import dev.palate.client.model.ImportDetails;
import dev.palate.client.model.ItemEntry;
import dev.palate.client.model.NewExperiment;
import dev.palate.client.model.NewExperimentArm;
import dev.palate.client.model.RecommendationEvent;
import dev.palate.client.model.RecommendationsResponse;
import dev.palate.client.model.ScenarioDefinition;
import dev.palate.client.model.ScenarioPin;
import dev.palate.client.model.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The work of a shop's product manager through the Java client, as in shop.sh; clients/README.md says how to execute it. */
public final class Shop {

    private final Palate palate;

    private Shop(Palate palate) {
        this.palate = palate;
    }

    public static void main(String[] arguments) throws ApiException, IOException, InterruptedException {
        Shop shop = new Shop(Palate.connect(arguments[0], arguments.length > 1 ? arguments[1] : null));
        shop.importFiles();
        shop.train();
        shop.arrangeHomePage();
        ExperimentReport report = shop.compareWithPlainList();
        System.out.println("Conclusion: " + report.getConclusion().getSentence());
    }

    private void importFiles() throws ApiException, IOException, InterruptedException {
        StringBuilder products = new StringBuilder("itemId,title,categories,availableFrom,price,stock\n");
        for (int product = 1; product <= 24; product++) {
            String category = product % 2 == 0 ? "Tea" : "Tools";
            String arrived = product > 18 ? LocalDate.now() + "T00:00:00Z" : "2024-01-01T00:00:00Z";
            products.append("shop-%d,%s number %1$d,%2$s,%s,%d,%d%n"
                    .formatted(product, category, arrived, 5 + product, product % 4));
        }
        importFile(products, APIStartImportRequest.newBuilder().kind("items").attributeColumns(List.of("price", "stock")));
        StringBuilder purchases = new StringBuilder("userId,itemId,type\n");
        for (int customer = 1; customer <= 60; customer++) {
            for (int other : new int[] {0, 1, 3, 4, 8}) {
                int product = 2 * ((customer / 2 + other) % 12) + customer % 2 + 1;
                purchases.append("shop-customer-%d,shop-%d,purchase%n".formatted(customer, product));
            }
        }
        importFile(purchases, APIStartImportRequest.newBuilder().kind("interactions"));
        long inStock = palate.items()
                .listItems(APIListItemsRequest.newBuilder().filter("item.attributes.stock > 0").size(1).build())
                .getTotal();
        System.out.println(inStock + " products are in stock");
    }

    private void importFile(CharSequence rows, APIStartImportRequest.Builder request)
            throws ApiException, IOException, InterruptedException {
        Path file = Files.writeString(Files.createTempFile("shop", ".csv"), rows);
        ImportDetails done = palate.imports()
                .getImport(palate.imports().startImport(request._file(file.toFile()).build()).getId());
        while (done.getEndedAt() == null) {
            Thread.sleep(50);
            done = palate.imports().getImport(done.getId());
        }
        Files.delete(file);
        require(done.getState() == ImportDetails.StateEnum.SUCCEEDED, "the import succeeds: " + done);
    }

    private void train() throws ApiException, InterruptedException {
        TrainingJob job = palate.training()
                .trainEase(null, new EaseTrainingRequest().promote(EaseTrainingRequest.PromoteEnum.ALWAYS));
        while (job.getEndedAt() == null) {
            Thread.sleep(50);
            job = palate.training().getTrainingJob(job.getId().toString());
        }
        require(job.getVersion() != null, "the training publishes a version: " + job);
    }

    private void arrangeHomePage() throws ApiException {
        ScenarioDefinition home = new ScenarioDefinition()
                .model("ease")
                .filter("item.attributes.stock > 0")
                .boost("item.availableFrom > now - duration('336h') ? 3.0 : 1.0")
                .pins(List.of(pin("shop-1", 1), pin("shop-22", 3)))
                .k(5);
        palate.scenarios().putScenario("home", home, "In stock, new arrivals first");
        List<ItemEntry> list = palate.recommendations()
                .recommend(APIRecommendRequest.newBuilder().userId("shop-customer-4").scenario("home").build())
                .getItems();
        for (ItemEntry item : list) {
            boolean pinned = Boolean.TRUE.equals(item.getPinned());
            System.out.println(item.getRank() + ". " + item.getTitle() + (pinned ? ", pinned" : ""));
        }
        require(list.get(0).getItemId().equals("shop-1"), "the first pin is on rank 1: " + list);
        require(list.stream().noneMatch(item -> item.getItemId().equals("shop-4")), "sold out products are not in it");
    }

    private ExperimentReport compareWithPlainList() throws ApiException {
        palate.experiments()
                .putExperiment(
                        "shop-java",
                        new NewExperiment()
                                .addArmsItem(new NewExperimentArm().name("plain").share(0.5))
                                .addArmsItem(new NewExperimentArm().name("home").share(0.5).scenario("home"))
                                .minimumLift(0.1));
        for (int customer = 1; customer <= 20; customer++) {
            RecommendationsResponse list = palate.recommendations()
                    .recommend(APIRecommendRequest.newBuilder()
                            .userId("shop-customer-" + customer)
                            .experiment("shop-java")
                            .k(5)
                            .build());
            int clicks = customer % 2 + (list.getExperiment().getArm().equals("home") ? 1 : 0);
            palate.recommendations().recordEvents(list.getRecommendationId(), new EventsRequest().events(events(list, clicks)));
        }
        ExperimentReport report = palate.experiments().getExperimentReport("shop-java");
        require(report.getUsers() == 20, "the report counts all customers: " + report);
        palate.experiments().endExperiment("shop-java", new EndBody().winner("home").reason("The example is over"));
        palate.experiments().deleteExperiment("shop-java");
        return report;
    }

    /** The whole list was shown, and its first items were clicked. */
    private static List<RecommendationEvent> events(RecommendationsResponse list, int clicks) {
        List<RecommendationEvent> events = new ArrayList<>();
        for (ItemEntry item : list.getItems()) {
            events.add(new RecommendationEvent().type("shown").itemId(item.getItemId()));
            if (item.getRank() <= clicks) {
                events.add(new RecommendationEvent().type("clicked").itemId(item.getItemId()));
            }
        }
        return events;
    }

    private static ScenarioPin pin(String itemId, int rank) {
        return new ScenarioPin().itemId(itemId).rank(rank);
    }

    private static void require(boolean condition, String claim) {
        if (!condition) {
            throw new IllegalStateException("expected: " + claim);
        }
    }
}
