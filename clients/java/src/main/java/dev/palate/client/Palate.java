package dev.palate.client;

import dev.palate.client.api.ApiKeysApi;
import dev.palate.client.api.ExperimentsApi;
import dev.palate.client.api.ExportsApi;
import dev.palate.client.api.ImportsApi;
import dev.palate.client.api.InteractionsApi;
import dev.palate.client.api.ItemsApi;
import dev.palate.client.api.ModelsApi;
import dev.palate.client.api.OverviewApi;
import dev.palate.client.api.RatingsApi;
import dev.palate.client.api.RecommendationsApi;
import dev.palate.client.api.ScenariosApi;
import dev.palate.client.api.TrainingApi;
import dev.palate.client.api.UsersApi;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * The connection to a service: its address, key and time limits, and the calls in groups. It is safe for use by several threads.
 * The generated classes can be used without it.
 */
public final class Palate {

    private final HttpClient http;
    private final String url;
    private final String key;
    private final Duration timeout;

    private Palate(HttpClient http, String url, String key, Duration timeout) {
        this.http = http;
        this.url = url;
        this.key = key;
        this.timeout = timeout;
    }

    /** Without a key, for a service that has none. */
    public static Palate connect(String url) {
        return connect(url, null);
    }

    /**
     * The connection is opened at the first call, and a call fails after 30 seconds.
     *
     * @param url such as {@code http://localhost:8080}
     * @param key such as {@code palate_0123456789abcdef_...}; null for a service without keys
     */
    public static Palate connect(String url, String key) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Palate(http, url.replaceFirst("/+$", ""), key, Duration.ofSeconds(30));
    }

    /** The same connection, whose calls wait at most so long for a response. */
    public Palate withTimeout(Duration limit) {
        return new Palate(http, url, key, limit);
    }

    public ApiKeysApi apiKeys() {
        return new ApiKeysApi(client());
    }

    public ExperimentsApi experiments() {
        return new ExperimentsApi(client());
    }

    public ExportsApi exports() {
        return new ExportsApi(client());
    }

    public ImportsApi imports() {
        return new ImportsApi(client());
    }

    public InteractionsApi interactions() {
        return new InteractionsApi(client());
    }

    public ItemsApi items() {
        return new ItemsApi(client());
    }

    public ModelsApi models() {
        return new ModelsApi(client());
    }

    public OverviewApi overview() {
        return new OverviewApi(client());
    }

    public RatingsApi ratings() {
        return new RatingsApi(client());
    }

    public RecommendationsApi recommendations() {
        return new RecommendationsApi(client());
    }

    public ScenariosApi scenarios() {
        return new ScenariosApi(client());
    }

    public TrainingApi training() {
        return new TrainingApi(client());
    }

    public UsersApi users() {
        return new UsersApi(client());
    }

    /** For what the groups do not offer, such as another mapper of JSON: {@code new ItemsApi(palate.client())}. */
    public ApiClient client() {
        ApiClient client = new Shared(http);
        client.updateBaseUri(url);
        client.setReadTimeout(timeout);
        if (key != null) {
            client.setRequestInterceptor(request -> request.header("X-API-Key", key));
        }
        return client;
    }

    /** A client whose groups share connections; the generated one opens new ones for each group. */
    private static final class Shared extends ApiClient {

        private final HttpClient http;

        private Shared(HttpClient http) {
            this.http = http;
        }

        @Override
        public HttpClient getHttpClient() {
            return http;
        }
    }
}
