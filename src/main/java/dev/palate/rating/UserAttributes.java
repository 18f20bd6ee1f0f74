package dev.palate.rating;

import dev.palate.attribute.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final JsonMapper json;

    UserAttributes(JdbcClient jdbc, Users users, JsonMapper json) {
        this.jdbc = jdbc;
        this.users = users;
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
        jdbc.sql("""
                        update users set attributes = :attributes::jsonb, revision = default
                        where id = :row and attributes <> :attributes::jsonb""")
                .param("attributes", json.writeValueAsString(attributes))
                .param("row", row)
                .update();
        return created;
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
