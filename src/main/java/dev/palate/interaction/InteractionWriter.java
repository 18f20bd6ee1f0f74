package dev.palate.interaction;

import dev.palate.catalogue.Catalogue;
import dev.palate.catalogue.ErasureLock;
import dev.palate.catalogue.ItemRowIds;
import dev.palate.core.hyperparameter.NearestName;
import dev.palate.interaction.InteractionStore.Merged;
import dev.palate.problem.DomainProblem.FieldProblem;
import dev.palate.rating.OutermostTransaction;
import dev.palate.rating.Users;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes interactions with {@link JdbcClient}, because they are the hot path and arrive in batches. Each call is one transaction that
 * also increments the revision of the users whose interactions change. Like a writer of ratings it first locks its users in the order
 * of their rows. Should PostgreSQL find a deadlock with another transaction all the same, the call is repeated.
 */
@Retryable(
        includes = PessimisticLockingFailureException.class,
        predicate = OutermostTransaction.class,
        delay = 20,
        jitter = 20)
@Service
public class InteractionWriter {

    private static final int MOST_PROBLEMS = 100;

    private final InteractionStore store;
    private final Catalogue catalogue;
    private final Users users;
    private final ItemRowIds itemRowIds;
    private final ErasureLock erasureLock;
    private final Clock clock;
    private final TransactionTemplate transaction;

    InteractionWriter(
            InteractionStore store,
            Catalogue catalogue,
            Users users,
            ItemRowIds itemRowIds,
            ErasureLock erasureLock,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.catalogue = catalogue;
        this.users = users;
        this.itemRowIds = itemRowIds;
        this.erasureLock = erasureLock;
        this.clock = clock;
        this.transaction = transaction;
    }

    private record Key(int userRow, int itemRow, short typeId) {}

    /**
     * Stores all interactions or none, except events whose id is stored already. Creates users.
     *
     * @param createItems whether unknown items are created, with their id as title
     * @throws InteractionException if a type is unknown, or an item that is not to be created; names the index of each
     */
    public WrittenInteractions putAll(List<NewInteraction> interactions, boolean createItems) {
        WrittenInteractions written = transaction.execute(status -> write(interactions, createItems));
        if (createItems) {
            catalogue.refresh();
        }
        return written;
    }

    private WrittenInteractions write(List<NewInteraction> interactions, boolean createItems) {
        erasureLock.share();
        Map<String, Short> typeIds = store.lockTypes(distinct(interactions, NewInteraction::type));
        Set<String> itemIds = distinct(interactions, NewInteraction::itemId);
        Map<String, Integer> itemRows = itemRowIds.find(itemIds);
        Set<String> missing = new HashSet<>(itemIds);
        missing.removeAll(itemRows.keySet());
        // Not for all items: an id that conflicts would use up a row id all the same.
        if (createItems
                && !missing.isEmpty()
                && typeIds.keySet().containsAll(distinct(interactions, NewInteraction::type))) {
            catalogue.createMissing(missing);
            itemRows = itemRowIds.find(itemIds);
        }
        requireAll(interactions, typeIds.keySet(), createItems ? itemIds : itemRows.keySet());
        Map<String, Integer> userRows = users.lock(distinct(interactions, NewInteraction::userId));
        users.countWrites(userRows.values());
        List<NewInteraction> added = withoutRepetitions(interactions, userRows);
        Map<Key, Merged> merged = new LinkedHashMap<>();
        for (NewInteraction interaction : added) {
            Key key = new Key(
                    row(userRows, interaction.userId()),
                    row(itemRows, interaction.itemId()),
                    row(typeIds, interaction.type()));
            merged.computeIfAbsent(key, k -> new Merged(k.userRow, k.itemRow, k.typeId))
                    .add(interaction.time(), interaction.value());
        }
        store.merge(merged.values());
        users.touch(merged.keySet().stream().map(Key::userRow).distinct().toList());
        return new WrittenInteractions(added.size(), interactions.size() - added.size());
    }

    private void requireAll(List<NewInteraction> interactions, Set<String> types, Set<String> items) {
        List<FieldProblem> problems = new ArrayList<>();
        List<String> known =
                types.containsAll(distinct(interactions, NewInteraction::type)) ? List.of() : store.typeNames();
        for (int k = 0; k < interactions.size() && problems.size() < MOST_PROBLEMS; k++) {
            NewInteraction interaction = interactions.get(k);
            if (!types.contains(interaction.type())) {
                problems.add(new FieldProblem(
                        "[" + k + "].type",
                        interaction.type() + " " + NearestName.describe(interaction.type(), known)));
            }
            if (!items.contains(interaction.itemId())) {
                problems.add(new FieldProblem(
                        "[" + k + "].itemId", "must be an item of the catalogue, not " + interaction.itemId()));
            }
        }
        if (!problems.isEmpty()) {
            throw InteractionException.unknown(problems, known);
        }
    }

    /** Without the events whose id is stored, or belongs to an earlier event of the request. */
    private List<NewInteraction> withoutRepetitions(List<NewInteraction> interactions, Map<String, Integer> userRows) {
        Map<String, Integer> usersOfEvents = new HashMap<>();
        for (NewInteraction interaction : interactions) {
            if (interaction.eventId() != null) {
                usersOfEvents.putIfAbsent(interaction.eventId(), row(userRows, interaction.userId()));
            }
        }
        if (usersOfEvents.isEmpty()) {
            return interactions;
        }
        Set<String> remaining = store.storeEventIds(usersOfEvents, OffsetDateTime.now(clock));
        return interactions.stream()
                .filter(interaction -> interaction.eventId() == null || remaining.remove(interaction.eventId()))
                .toList();
    }

    private static Set<String> distinct(List<NewInteraction> interactions, Function<NewInteraction, String> property) {
        return interactions.stream().map(property).collect(Collectors.toSet());
    }

    private static <N> N row(Map<String, N> rows, String id) {
        return Objects.requireNonNull(rows.get(id));
    }
}
