package dev.palate.security;

import org.springframework.context.annotation.Import;

/** What making, listing and revoking keys needs, imported by a context without the rest of the service. */
@Import({ApiKeys.class, KeyIssuer.class})
public class KeyStore {}
