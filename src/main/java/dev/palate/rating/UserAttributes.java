package dev.palate.rating;

import dev.palate.attribute.Attributes;
import dev.palate.catalogue.ErasureLock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the attributes of users with {@link JdbcClient}, because users are rows that are locked before every write. */
@Repository
public class UserAttributes {

    private static final TypeReference<Map<String, @Nullable Object>> JSON = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Users users;
    private final Erasures erasures;
    private final ErasureLock erasureLock;
    private final JsonMapper json;

    UserAttributes(JdbcClient jdbc, Users users, Erasures erasures, ErasureLock erasureLock, JsonMapper json) {
        this.jdbc = jdbc;
        this.users = users;
        this.erasures = erasures;
        this.erasureLock = erasureLock;
        this.json = json;
    }

    /** The attributes of the user with that row; none if there is no such user. */
    public Attributes of(int row) {
        return jdbc.sql("select attributes::text from users where id = ?")
                .param(row)
                .query(String.class)
                .optional()
                .map(this::read)
                .orElse(Attributes.NONE);
    }

    /**
     * The attributes of a user.
     *
     * @throws UnknownUserException if there is no such user
     */
    public Attributes of(String userId) {
        return find(userId).orElseThrow(() -> new UnknownUserException(userId));
    }

    /**
     * Replaces the attributes of a user and creates the user if necessary.
     *
     * @return whether the user was created
     */
    @Transactional
    public boolean put(String userId, Attributes attributes) {
        boolean created = find(userId).isEmpty();
        int row = users.lock(List.of(userId)).values().iterator().next();
        users.countWrites(List.of(row));
        jdbc.sql("""
                        update users set attributes = :attributes::jsonb, revision = default
                        where id = :row and attributes <> :attributes::jsonb""")
                .param("attributes", json.writeValueAsString(attributes))
                .param("row", row)
                .update();
        return created;
    }

    /**
     * What adding attributes to users has done.
     *
     * @param written how many users were created or changed
     * @param overfull users that would have had more than {@value Attributes#MOST} attributes, and are as before: new ones are not created
     */
    public record Added(int written, Set<String> overfull) {}

    /**
     * Adds attributes to users, replaces those of the same name, and creates the users that do not exist. The revision of a user
     * increases only if its attributes change.
     *
     * @param begunAt users that were erased since then are neither created nor changed
     */
    @Transactional
    public Added addAll(Map<String, Attributes> added, Instant begunAt) {
        erasureLock.share();
        Map<String, Attributes> remaining = new HashMap<>(added);
        remaining.keySet().removeAll(erasures.since(begunAt, added.keySet()));
        Set<String> overfull = overfullAlone(remaining);
        remaining.keySet().removeAll(overfull);
        Set<String> written = missing(remaining.keySet());
        Map<String, Integer> rows = users.lock(remaining.keySet());
        overfull.addAll(overfull(remaining));
        rows.keySet().removeAll(overfull);
        users.countWrites(rows.values());
        String[] ids = rows.keySet().toArray(String[]::new);
        written.addAll(jdbc.sql("""
                        update users u set attributes = u.attributes || given.attributes, revision = default
                        from unnest(:rows::integer[], :attributes::text[]::jsonb[]) as given (id, attributes)
                        where u.id = given.id and u.attributes <> u.attributes || given.attributes
                        returning u.external_id""")
                .param("rows", Arrays.stream(ids).map(rows::get).toArray(Integer[]::new))
                .param("attributes", texts(ids, remaining))
                .query(String.class)
                .list());
        written.removeAll(overfull);
        return new Added(written.size(), overfull);
    }

    /** Those of the users that would have more than {@value Attributes#MOST} attributes with the added ones. */
    public Set<String> overfull(Map<String, Attributes> added) {
        String[] ids = added.keySet().toArray(String[]::new);
        Set<String> overfull = overfullAlone(added);
        overfull.addAll(jdbc.sql("""
                        select u.external_id
                        from unnest(:ids::text[], :attributes::text[]::jsonb[]) as given (id, attributes)
                        join users u on u.external_id = given.id
                        where (select count(*) from jsonb_object_keys(u.attributes || given.attributes)) > :most""")
                .param("ids", ids)
                .param("attributes", texts(ids, added))
                .param("most", Attributes.MOST)
                .query(String.class)
                .set());
        return overfull;
    }

    /** Those for whom several rows together add too many, whatever they have. They are not even created. */
    private static Set<String> overfullAlone(Map<String, Attributes> added) {
        Set<String> overfull = new HashSet<>();
        added.forEach((user, attributes) -> {
            if (attributes.values().size() > Attributes.MOST) {
                overfull.add(user);
            }
        });
        return overfull;
    }

    private String[] texts(String[] ids, Map<String, Attributes> attributes) {
        return Arrays.stream(ids)
                .map(id -> json.writeValueAsString(attributes.get(id)))
                .toArray(String[]::new);
    }

    private Set<String> missing(Set<String> userIds) {
        Set<String> missing = new HashSet<>(userIds);
        missing.removeAll(jdbc.sql("select external_id from users where external_id = any(?::text[])")
                .param(userIds.toArray(String[]::new))
                .query(String.class)
                .set());
        return missing;
    }

    private Optional<Attributes> find(String userId) {
        return jdbc.sql("select attributes::text from users where external_id = ?")
                .param(userId)
                .query(String.class)
                .optional()
                .map(this::read);
    }

    private Attributes read(String text) {
        return Attributes.of(json.readValue(text, JSON), "attributes");
    }
}
