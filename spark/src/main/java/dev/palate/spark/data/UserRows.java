package dev.palate.spark.data;

import dev.palate.core.matrix.RatingMatrix;
import dev.palate.core.matrix.Relevance;
import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.function.IntPredicate;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

public final class UserRows implements Serializable {
   private static final long serialVersionUID = 1L;
   private final int[] users;
   private final int[] starts;
   private final int[] items;
   @Nullable
   private final float[] values;

   private UserRows(int[] users, int[] starts, int[] items, @Nullable float[] values) {
      this.users = users;
      this.starts = starts;
      this.items = items;
      this.values = values;
   }

   static UserRows of(Iterator<Row> ratings) {
      UserRows.Builder builder = new UserRows.Builder(true);

      while (ratings.hasNext()) {
         Row rating = ratings.next();
         builder.add(rating.getInt(0), rating.getInt(1), rating.getFloat(2));
      }

      return builder.build();
   }

   public static UserRows concat(Iterable<UserRows> parts) {
      boolean ones = true;

      for (UserRows part : parts) {
         ones &= part.values == null;
      }

      UserRows.Builder builder = new UserRows.Builder(!ones);

      for (UserRows part : parts) {
         for (int row = 0; row < part.size(); row++) {
            builder.add(part, row);
         }
      }

      return builder.build();
   }

   public int size() {
      return this.users.length;
   }

   public int user(int row) {
      return this.users[row];
   }

   public long ratingCount() {
      return (long)this.items.length;
   }

   public RatingMatrix matrix(int itemCount) {
      return this.values == null
         ? RatingMatrix.ofOnes(itemCount, this.starts, this.items)
         : RatingMatrix.ofRows(itemCount, this.starts, this.items, this.values);
   }

   public UserRows ofUsers(IntPredicate accepted) {
      UserRows.Builder builder = new UserRows.Builder(this.values != null);

      for (int row = 0; row < this.users.length; row++) {
         if (accepted.test(this.users[row])) {
            builder.add(this, row);
         }
      }

      return builder.build();
   }

   public UserRows touching(int from, int to) {
      UserRows.Builder builder = new UserRows.Builder(this.values != null);

      for (int row = 0; row < this.users.length; row++) {
         int at = Arrays.binarySearch(this.items, this.starts[row], this.starts[row + 1], from);
         int first = at < 0 ? -at - 1 : at;
         if (first < this.starts[row + 1] && this.items[first] < to) {
            builder.add(this, row);
         }
      }

      return builder.build();
   }

   public UserRows within(BitSet kept) {
      UserRows.Builder builder = new UserRows.Builder(this.values != null);

      for (int row = 0; row < this.users.length; row++) {
         builder.addPairs(this, row, kept);
      }

      return builder.build();
   }

   public UserRows liked(double threshold, double lowWeight) {
      UserRows.Builder builder = new UserRows.Builder(lowWeight != 0.0);

      for (int row = 0; row < this.users.length; row++) {
         builder.begin(this.users[row]);

         for (int at = this.starts[row]; at < this.starts[row + 1]; at++) {
            float counts = Relevance.of(this.value(at), threshold, lowWeight);
            if (counts != 0.0F || lowWeight != 0.0) {
               builder.append(this.items[at], counts);
            }
         }
      }

      return builder.build();
   }

   int[] countsOf(double threshold) {
      int[] counts = new int[this.users.length];

      for (int row = 0; row < this.users.length; row++) {
         for (int at = this.starts[row]; at < this.starts[row + 1]; at++) {
            counts[row] += this.value(at) >= (float)threshold ? 1 : 0;
         }
      }

      return counts;
   }

   void digest(Digest digest) {
      for (int row = 0; row < this.users.length; row++) {
         digest.add(this.users[row]);
         digest.add(this.starts[row + 1] - this.starts[row]);

         for (int at = this.starts[row]; at < this.starts[row + 1]; at++) {
            digest.add(this.items[at]);
            digest.add(Float.floatToRawIntBits(this.value(at)));
         }
      }
   }

   private float value(int at) {
      return this.values == null ? 1.0F : this.values[at];
   }

   private static final class Builder {
      private int[] users = new int[16];
      private int[] starts = new int[17];
      private int[] items = new int[256];
      @Nullable
      private float[] values;
      private int rows;
      private int size;

      Builder(boolean valued) {
         this.values = valued ? new float[256] : null;
      }

      void begin(int user) {
         if (this.rows == this.users.length) {
            this.users = Arrays.copyOf(this.users, this.rows + this.rows / 2);
            this.starts = Arrays.copyOf(this.starts, this.users.length + 1);
         }

         this.users[this.rows++] = user;
         this.starts[this.rows] = this.size;
      }

      void append(int item, float value) {
         this.reserve(1);
         this.items[this.size] = item;
         if (this.values != null) {
            this.values[this.size] = value;
         }

         this.starts[this.rows] = ++this.size;
      }

      void add(int user, int item, float value) {
         if (this.rows == 0 || this.users[this.rows - 1] != user) {
            this.begin(user);
         } else if (this.items[this.size - 1] == item) {
            this.starts[this.rows] = --this.size;
         }

         this.append(item, value);
      }

      void add(UserRows source, int row) {
         this.begin(source.users[row]);
         int from = source.starts[row];
         int length = source.starts[row + 1] - from;
         this.reserve(length);
         System.arraycopy(source.items, from, this.items, this.size, length);

         for (int at = 0; this.values != null && at < length; at++) {
            this.values[this.size + at] = source.value(from + at);
         }

         this.size += length;
         this.starts[this.rows] = this.size;
      }

      void addPairs(UserRows source, int row, BitSet kept) {
         int before = this.size;
         this.begin(source.users[row]);

         for (int at = source.starts[row]; at < source.starts[row + 1]; at++) {
            if (kept.get(source.items[at])) {
               this.append(source.items[at], source.value(at));
            }
         }

         if (this.size < before + 2) {
            this.size = before;
            this.rows--;
         }
      }

      private void reserve(int more) {
         if (this.size + more > this.items.length) {
            int capacity = (int)Math.min(2147483639L, Math.max((long)this.size + (long)more, (long)this.size * 3L / 2L));
            this.items = Arrays.copyOf(this.items, capacity);
            this.values = this.values == null ? null : Arrays.copyOf(this.values, capacity);
         }
      }

      UserRows build() {
         return new UserRows(
            Arrays.copyOf(this.users, this.rows),
            Arrays.copyOf(this.starts, this.rows + 1),
            Arrays.copyOf(this.items, this.size),
            this.values == null ? null : Arrays.copyOf(this.values, this.size)
         );
      }
   }
}
