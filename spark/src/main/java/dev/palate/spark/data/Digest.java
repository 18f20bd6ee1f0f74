package dev.palate.spark.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

public final class Digest {
   private final MessageDigest sha256;
   private final ByteBuffer buffer = ByteBuffer.allocate(16384);

   public Digest() {
      try {
         this.sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException var2) {
         throw new IllegalStateException("every JDK has SHA-256", var2);
      }
   }

   void add(int value) {
      if (this.buffer.remaining() < 4) {
         this.flush();
      }

      this.buffer.putInt(value);
   }

   public Digest add(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      this.add(utf8.length);
      this.flush();
      this.sha256.update(utf8);
      return this;
   }

   private void flush() {
      this.sha256.update(this.buffer.flip());
      this.buffer.clear();
   }

   public String end() {
      this.flush();
      return HexFormat.of().formatHex(this.sha256.digest());
   }
}
