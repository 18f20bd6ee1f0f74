package dev.palate.training.progress;

import dev.palate.model.version.EpochFigures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The figures of each job's epochs; uses {@link JdbcClient} because they are written while the training runs, fenced. */
@Repository
public class TrainingEpochs {

    private static final TypeReference<TreeMap<String, Double>> METRICS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TrainingEpochs(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** In ascending order, for each of the jobs that has any. */
    public Map<UUID, List<EpochFigures>> find(Collection<UUID> jobs) {
        Map<UUID, List<EpochFigures>> found = new HashMap<>();
        jdbc.sql("select * from training_epochs where job_id = any (?) order by job_id, epoch")
                .param(jobs.toArray(new UUID[0]))
                .query(row -> {
                    found.computeIfAbsent(row.getObject("job_id", UUID.class), id -> new ArrayList<>())
                            .add(figures(row));
                });
        return found;
    }

    /** Writes an epoch, in place of the one of an earlier attempt if there is one. */
    public void put(UUID job, EpochFigures figures) {
        jdbc.sql("""
                        insert into training_epochs
                            (job_id, epoch, train_loss, metrics, train_seconds, examples_per_second)
                        values (?, ?, ?, ?::jsonb, ?, ?)
                        on conflict (job_id, epoch) do update set train_loss = excluded.train_loss,
                            metrics = excluded.metrics, train_seconds = excluded.train_seconds,
                            examples_per_second = excluded.examples_per_second
                        """)
                .params(
                        job,
                        figures.epoch(),
                        figures.trainLoss(),
                        json.writeValueAsString(figures.metrics()),
                        figures.trainSeconds(),
                        figures.examplesPerSecond())
                .update();
    }

    public void deleteAfter(UUID job, int epoch) {
        jdbc.sql("delete from training_epochs where job_id = ? and epoch > ?")
                .params(job, epoch)
                .update();
    }

    private EpochFigures figures(ResultSet row) throws SQLException {
        return new EpochFigures(
                row.getInt("epoch"),
                row.getDouble("train_loss"),
                row.getDouble("train_seconds"),
                row.getDouble("examples_per_second"),
                json.readValue(row.getString("metrics"), METRICS));
    }
}
