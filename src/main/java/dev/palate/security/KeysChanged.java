package dev.palate.security;

/** This process created or revoked a key. */
record KeysChanged() {}
