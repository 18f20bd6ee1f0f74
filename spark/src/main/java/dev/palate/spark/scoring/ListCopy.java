package dev.palate.spark.scoring;

import dev.palate.spark.data.Database;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes the lists of a partition into a table.
 *
 * @param table quoted, with its schema
 */
record ListCopy(Database database, String table) implements Serializable {

    /** Writes lists in one transaction. A task that is repeated finds its lists and leaves them as they are. */
    void write(Iterator<UserList> lists) throws SQLException, IOException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table written" + ListTables.COLUMNS.replace(" primary key", "")
                    + " on commit drop");
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy written from stdin");
            try {
                while (lists.hasNext()) {
                    byte[] line = line(lists.next()).getBytes(StandardCharsets.UTF_8);
                    copy.writeToCopy(line, 0, line.length);
                }
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
            statement.execute("insert into %s select * from written on conflict do nothing".formatted(table));
            connection.commit();
        }
    }

    private static String line(UserList list) {
        StringBuilder line = new StringBuilder(escaped(list.userId()))
                .append('\t')
                .append(list.fallback() ? 't' : 'f')
                .append("\t{");
        for (String item : list.items()) {
            String quoted = item.replace("\\", "\\\\").replace("\"", "\\\"");
            line.append('"').append(escaped(quoted)).append("\",");
        }
        closeArray(line);
        line.append("\t{");
        for (float score : list.scores()) {
            line.append(score).append(',');
        }
        closeArray(line);
        return line.append('\n').toString();
    }

    private static void closeArray(StringBuilder line) {
        if (line.charAt(line.length() - 1) == ',') {
            line.setLength(line.length() - 1);
        }
        line.append('}');
    }

    /** In the text format of {@code COPY}. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
