package dev.palate.spark;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Counts the tasks of each stage as they end. */
final class TaskProgress extends SparkListener implements AutoCloseable {

    private final SparkSession spark;
    private final Progress progress;
    private final Map<Integer, Stage> stages = new HashMap<>();
    private volatile String phase = "loading";

    private TaskProgress(SparkSession spark, Progress progress) {
        this.spark = spark;
        this.progress = progress;
    }

    static TaskProgress on(SparkSession spark, Progress progress) {
        TaskProgress tasks = new TaskProgress(spark, progress);
        spark.sparkContext().addSparkListener(tasks);
        return tasks;
    }

    void enter(String newPhase) {
        phase = newPhase;
        progress.phase(newPhase);
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
        stages.put(stage.stageInfo().stageId(), new Stage(stage.stageInfo().numTasks()));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        Stage stage = stages.get(task.stageId());
        if (stage != null && stage.tasks > 1 && task.reason() instanceof Success$) {
            stage.done = Math.min(stage.tasks, stage.done + 1);
            progress.batch(phase, stage.done, stage.tasks);
        }
    }

    private static final class Stage {

        private final int tasks;
        private int done;

        Stage(int tasks) {
            this.tasks = tasks;
        }
    }

    @Override
    public void close() {
        spark.sparkContext().removeSparkListener(this);
    }
}
