import {
    APIKeysApi,
    Configuration,
    ExperimentsApi,
    ExportsApi,
    ImportsApi,
    InteractionsApi,
    ItemsApi,
    ModelsApi,
    OverviewApi,
    RatingsApi,
    RecommendationsApi,
    ScenariosApi,
    TrainingApi,
    UsersApi,
} from './generated/index.js';

export * from './generated/index.js';

/** The connection to a service: its address and key, and the calls in groups. The generated classes can be used without it. */
export class Palate {
    readonly apiKeys: APIKeysApi;
    readonly experiments: ExperimentsApi;
    readonly exports: ExportsApi;
    readonly imports: ImportsApi;
    readonly interactions: InteractionsApi;
    readonly items: ItemsApi;
    readonly models: ModelsApi;
    readonly overview: OverviewApi;
    readonly ratings: RatingsApi;
    readonly recommendations: RecommendationsApi;
    readonly scenarios: ScenariosApi;
    readonly training: TrainingApi;
    readonly users: UsersApi;

    /**
     * @param url such as http://localhost:8080
     * @param key such as palate_0123456789abcdef_...; absent for a service without keys
     * @param timeout in milliseconds, until the response begins
     */
    constructor(url: string, key?: string, timeout = 30_000) {
        const configuration = new Configuration({
            basePath: url.replace(/\/+$/, ''),
            headers: key === undefined ? {} : { 'X-API-Key': key },
            fetchApi: (input, init) => {
                const limit = new AbortController();
                const timer = setTimeout(() => limit.abort(), timeout);
                return fetch(input, { signal: limit.signal, ...init }).finally(() => clearTimeout(timer));
            },
        });
        this.apiKeys = new APIKeysApi(configuration);
        this.experiments = new ExperimentsApi(configuration);
        this.exports = new ExportsApi(configuration);
        this.imports = new ImportsApi(configuration);
        this.interactions = new InteractionsApi(configuration);
        this.items = new ItemsApi(configuration);
        this.models = new ModelsApi(configuration);
        this.overview = new OverviewApi(configuration);
        this.ratings = new RatingsApi(configuration);
        this.recommendations = new RecommendationsApi(configuration);
        this.scenarios = new ScenariosApi(configuration);
        this.training = new TrainingApi(configuration);
        this.users = new UsersApi(configuration);
    }
}
