package dev.palate.load;

import dev.palate.PalateApplication;
import dev.palate.PostgresFixture;
import dev.palate.PostgresFixture.Database;
import dev.palate.bench.BenchmarkRatings;
import dev.palate.core.Algorithms;
import dev.palate.core.autoencoder.Autoencoder;
import dev.palate.core.evaluation.Contender;
import dev.palate.core.evaluation.EvaluationReport;
import dev.palate.core.matrix.IdIndex;
import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.model.ItemColumns;
import dev.palate.core.training.Algorithm;
import dev.palate.core.vae.VaeHyperparameters;
import dev.palate.model.ModelPublisher;
import dev.palate.model.promotion.Judgement;
import dev.palate.model.promotion.Promotion;
import dev.palate.model.promotion.PromotionDecision;
import dev.palate.model.provenance.Platform;
import dev.palate.model.provenance.Provenance;
import dev.palate.model.provenance.TrainingConditions;
import dev.palate.model.provenance.TrainingData;
import dev.palate.model.version.NewVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/** Creates a database with items {@code 1..}, users {@code 1..}, their ratings and an active VAE with initial weights. */
final class FilledDatabase {

    private static final String ITEMS = """
            insert into items (external_id, title, year, categories)
            select n::text, 'The ' || n || 'th Motion Picture (' || 1920 + n %% 100 || ')', 1920 + n %% 100,
                case n %% 3 when 0 then '{Drama}' when 1 then '{Comedy,Romance}' else '{Action,Thriller,War}' end::text[]
            from generate_series(1, %d) n
            order by n""";
    private static final int ROWS_PER_MESSAGE = 10_000;

    private FilledDatabase() {}

    static Database create(int users, int items, int ratingsPerUser) throws IOException, SQLException {
        return create(users, items, ratingsPerUser, MultVae.HYPERPARAMETERS);
    }

    static Database create(int users, int items, int ratingsPerUser, VaeHyperparameters network)
            throws IOException, SQLException {
        Database database = PostgresFixture.newDatabase();
        String[] settings = Stream.concat(
                        Stream.of(database.properties()), Stream.of("server.port=0", "logging.level.root=warn"))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        try (ConfigurableApplicationContext context = SpringApplication.run(PalateApplication.class, settings)) {
            RatingMatrix ratings = BenchmarkRatings.of(users, items, ratingsPerUser);
            fill(database, ratings);
            publish(context, ratings, network);
        }
        return database;
    }

    private static void fill(Database database, RatingMatrix ratings) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(ITEMS.formatted(ratings.columnCount()));
            statement.execute("insert into users (external_id) select n::text from generate_series(1, %d) n order by n"
                    .formatted(ratings.rowCount()));
            statement.execute("update catalogue_revision set revision = revision + 1");
            // The rows are valid by construction, and the events of items are not needed: no trigger executes.
            statement.execute("set session_replication_role = replica");
            copy(connection, ratings);
            statement.execute("set session_replication_role = default");
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    private static void copy(Connection connection, RatingMatrix ratings) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy ratings (user_id, item_id, value, rated_at) from stdin with (format csv)");
        StringBuilder rows = new StringBuilder();
        for (int user = 0; user < ratings.rowCount(); user++) {
            for (int k = ratings.rowStart(user); k < ratings.rowStart(user + 1); k++) {
                rows.append(user + 1).append(',').append(ratings.column(k) + 1).append(',');
                rows.append(ratings.value(k)).append(",2020-01-01 00:00:00+00\n");
                if (k % ROWS_PER_MESSAGE == 0) {
                    send(copy, rows);
                }
            }
        }
        send(copy, rows);
        copy.endCopy();
    }

    private static void send(CopyIn copy, StringBuilder rows) throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.US_ASCII);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }

    private static void publish(
            ConfigurableApplicationContext context, RatingMatrix ratings, VaeHyperparameters network) {
        int items = ratings.columnCount();
        Provenance provenance = new Provenance(
                new TrainingData(ratings.size(), ratings.rowCount(), items, "none", Instant.EPOCH),
                new TrainingConditions(1, 1, null, 0, null),
                JsonNodeFactory.instance.objectNode(),
                context.getBean(Platform.class));
        Algorithm<?> vae = Algorithms.standard().find("vae").orElseThrow();
        NewVersion version =
                new NewVersion(Contender.of(vae), null, List.of(), EvaluationReport.of(List.of()), 1, provenance);
        IdIndex index = IdIndex.of(
                IntStream.rangeClosed(1, items).mapToObj(Integer::toString).toList());
        Judgement judgement = new Judgement(
                Promotion.ALWAYS,
                new PromotionDecision(true, "Benchmark.", List.of()),
                1,
                Optional.empty(),
                Optional.empty(),
                Map.of());
        try (Autoencoder model = MultVae.untrained(items, network)) {
            context.getBean(TransactionTemplate.class)
                    .executeWithoutResult(status -> context.getBean(ModelPublisher.class)
                            .publish(version, model, ItemColumns.rated(index), judgement));
        }
    }
}
