package dev.palate.security;

/** A new key with its secret, which is not stored and cannot be shown again. */
public final class IssuedKey {

    private final ApiKey key;
    private final KeyText text;

    IssuedKey(ApiKey key, KeyText text) {
        this.key = key;
        this.text = text;
    }

    public ApiKey key() {
        return key;
    }

    /** The whole key with its secret. Must not be logged. */
    public String reveal() {
        return text.reveal();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
