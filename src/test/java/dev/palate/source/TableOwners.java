package dev.palate.source;

import java.util.Map;
import java.util.Set;

/** The tables of the schema, each with the one package that writes it. */
public final class TableOwners {

    public static final Map<String, String> OWNERS = Map.ofEntries(
            Map.entry("replicas", "database.replica"),
            Map.entry("users", "rating"),
            Map.entry("ratings", "rating"),
            Map.entry("erasures", "rating"),
            Map.entry("interaction_types", "interaction.type"),
            Map.entry("interaction_type_revision", "interaction.type"),
            Map.entry("interactions", "interaction"),
            Map.entry("interaction_event_ids", "interaction"),
            Map.entry("items", "catalogue"),
            Map.entry("catalogue_revision", "catalogue"),
            Map.entry("item_events", "listing.event"),
            Map.entry("item_events_before", "listing.event"),
            Map.entry("item_event_changes", "listing.event"),
            Map.entry("item_event_revision", "listing.event"),
            Map.entry("jobs", "job"),
            Map.entry("job_attempts", "job"),
            Map.entry("recommendation_batches", "batch"),
            Map.entry("recommendation_batch_chunks", "batch"),
            Map.entry("imports", "importing"),
            Map.entry("import_rejections", "importing"),
            Map.entry("training_jobs", "training"),
            Map.entry("training_epochs", "training"),
            Map.entry("training_policy", "training.policy"),
            Map.entry("models", "model.version"),
            Map.entry("model_versions", "model.version"),
            Map.entry("model_activations", "model.version"),
            Map.entry("model_scores", "model.quality"),
            Map.entry("experiments", "experiment"),
            Map.entry("experiment_revision", "experiment"),
            Map.entry("traffic_splits", "model.traffic"),
            Map.entry("checkpoints", "model.checkpoint"),
            Map.entry("checkpoint_chunks", "model.checkpoint"),
            Map.entry("api_keys", "security"),
            Map.entry("download_links", "security.link"),
            Map.entry("recommendation_events", "feedback"),
            Map.entry("daily_totals", "overview"),
            Map.entry("scenario_versions", "scenario"),
            Map.entry("scenario_revision", "scenario"),
            Map.entry("served_lists", "recommendation.continuation"),
            Map.entry("feedback_secret", "feedback"));

    /** The library db-scheduler writes them for the package {@code job}. */
    static final Set<String> WRITTEN_BY_LIBRARIES = Set.of("scheduled_tasks", "scheduled_imports", "scheduled_batches");

    private TableOwners() {}
}
