package dev.palate.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256 of the console's files. */
final class Digests {

    private static final int FOLDER_BYTES = 8;

    private Digests() {}

    /** A name for a set of files, which differs for any other set. */
    static String of(SortedMap<String, ConsoleFile> files) {
        MessageDigest digest = sha256();
        files.forEach((path, file) -> {
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(file.content());
        });
        return HexFormat.of().formatHex(digest.digest(), 0, FOLDER_BYTES);
    }

    /** As a content security policy names an inline script. */
    static String ofScript(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** As an entity tag names a page. */
    static String ofPage(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)), 0, FOLDER_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
