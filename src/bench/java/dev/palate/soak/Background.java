package dev.palate.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The imports and trainings during the load: each import gives all pairs a newer rating, each training creates a version. */
final class Background {

    private static final int RATINGS_PER_USER = 100;
    private static final String BORDER = "border";
    private static final String TRAINING =
            "{\"preset\": \"ranking\", \"hyperparameters\": {\"latentSize\": 100, \"epochs\": 200, \"patience\": 0}, \"promote\": \"always\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final URI service;
    private final int users;
    private final int items;
    private int imports;

    Background(URI service, int users, int items) {
        this.service = service;
        this.users = users;
        this.items = items;
    }

    /** Orders an import and returns its path. */
    String startImport() throws IOException, InterruptedException {
        String body = "--" + BORDER + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"soak.csv\"\r\n\r\n"
                + ratings(++imports) + "\r\n--" + BORDER + "--\r\n";
        JsonNode accepted = send(HttpRequest.newBuilder(service.resolve("/imports?unknownItems=create"))
                .header("Content-Type", "multipart/form-data; boundary=" + BORDER)
                .POST(BodyPublishers.ofString(body)));
        return "/imports/" + accepted.get("id").asString();
    }

    /** Orders a training and returns its path. */
    String startTraining() throws IOException, InterruptedException {
        JsonNode accepted = send(HttpRequest.newBuilder(service.resolve("/models/vae/train"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TRAINING)));
        return "/training-jobs/" + accepted.get("id").asString();
    }

    /**
     * @throws IOException if it ended without success
     */
    boolean hasEnded(String location) throws IOException, InterruptedException {
        String state = send(HttpRequest.newBuilder(service.resolve(location)))
                .get("state")
                .asString();
        if (state.equals("FAILED") || state.equals("CANCELLED")) {
            throw new IOException(location + " ended as " + state);
        }
        return state.equals("SUCCEEDED");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.statusCode() + " " + response.body());
        }
        return json.readTree(response.body());
    }

    private String ratings(int time) {
        SplittableRandom random = new SplittableRandom(100);
        StringBuilder csv = new StringBuilder("userId,itemId,rating,timestamp\n");
        for (int user = 1; user <= users; user++) {
            int first = random.nextInt(items);
            for (int n = 0; n < RATINGS_PER_USER; n++) {
                int item = 1 + (first + n * (1 + user % 7)) % items;
                csv.append(user).append(',').append(item).append(',');
                csv.append(1 + (user + item + time) % 5)
                        .append(',')
                        .append(time)
                        .append('\n');
            }
        }
        return csv.toString();
    }
}
