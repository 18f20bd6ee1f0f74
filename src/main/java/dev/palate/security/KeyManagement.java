package dev.palate.security;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The beans that create, list and revoke keys, for a context without the rest of the service. */
@EntityScan(basePackageClasses = KeyManagement.class)
@EnableJpaRepositories(basePackageClasses = KeyManagement.class)
@Import({ApiKeys.class, KeyIssuer.class})
public class KeyManagement {}
