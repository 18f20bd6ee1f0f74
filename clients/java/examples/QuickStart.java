import dev.palate.client.ApiException;
import dev.palate.client.Palate;
import dev.palate.client.api.RecommendationsApi.APIRecommendRequest;
import dev.palate.client.model.EventsRequest;
import dev.palate.client.model.Interaction;
import dev.palate.client.model.ItemEntry;
import dev.palate.client.model.RecommendationEvent;
import dev.palate.client.model.RecommendationsResponse;
import java.util.List;

/** A purchase, a list for the home page, and a click: {@code java -cp ... QuickStart http://localhost:8080 palate_...}. */
public final class QuickStart {

    public static void main(String[] arguments) throws ApiException {
        Palate palate = Palate.connect(arguments[0], arguments.length > 1 ? arguments[1] : null);
        palate.interactions()
                .recordInteractions(List.of(new Interaction().userId("ann").itemId("mug").type("purchase")), true);
        RecommendationsResponse list = palate.recommendations()
                .recommend(APIRecommendRequest.newBuilder().userId("ann").scenario("home").k(10).build());
        for (ItemEntry item : list.getItems()) {
            System.out.println(item.getRank() + ". " + item.getTitle());
        }
        String first = list.getItems().get(0).getItemId();
        RecommendationEvent shown = new RecommendationEvent().type("shown").itemId(first);
        RecommendationEvent clicked = new RecommendationEvent().type("clicked").itemId(first);
        palate.recommendations()
                .recordEvents(list.getRecommendationId(), new EventsRequest().events(List.of(shown, clicked)));
    }
}
