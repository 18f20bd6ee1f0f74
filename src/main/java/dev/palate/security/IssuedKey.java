package dev.palate.security;

/** A new key with its secret, which is nowhere else and cannot be shown again. */
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

    /** The whole key, for its holder's eyes only. */
    public String reveal() {
        return text.reveal();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
