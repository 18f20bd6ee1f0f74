package dev.palate.recommendation;

/** A list with the digest of all that it depends on. */
record MadeList(ContentDigest content, Recommendations list) {}
