package dev.palate.database.jpa;

import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Makes Hibernate read and write entities by reflection, without proxies and accessors that Byte Buddy generates at the start.
 * Entities are few and are never loaded lazily, so generated classes would only cost time at the start and 9 MB of the jar.
 * Hibernate finds this class through {@code META-INF/services}.
 */
public final class NoGeneratedClasses implements ServiceContributor {

    @Override
    public void contribute(StandardServiceRegistryBuilder services) {
        services.addService(BytecodeProvider.class, new BytecodeProviderImpl());
    }
}
