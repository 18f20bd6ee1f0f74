package dev.palate.security;

/** This process made or revoked a key. */
record KeysChanged() {}
