package dev.palate.spark.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

record Numbered(List<String> ids, int[] numbers) {
   static Numbered read(Snapshot snapshot, String query) throws SQLException {
      List<String> ids = new ArrayList<>();
      int[][] numbers = new int[][]{new int[1024]};
      snapshot.query(query + " order by length(external_id), external_id", row -> {
         int id = row.getInt(1);
         if (id >= numbers[0].length) {
            numbers[0] = Arrays.copyOf(numbers[0], Math.max(id + 1, numbers[0].length / 2 * 3));
         }

         numbers[0][id] = ids.size();
         ids.add(row.getString(2));
      });
      return new Numbered(ids, numbers[0]);
   }

   int number(int id) {
      return this.numbers[id];
   }

   int[] bounds(int count) {
      int[] bounds = new int[count + 1];
      Arrays.setAll(bounds, k -> (int)((long)k * (long)this.numbers.length / (long)count));
      return bounds;
   }
}
