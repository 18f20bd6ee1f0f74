package dev.palate;

import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.repository.Repository;

/**
 * Gives each bean a proxy instead of a repository, which is created at its first call, so that a start does not wait for Hibernate. Spring
 * Data does so itself with {@code spring.data.jpa.repositories.bootstrap-mode=lazy}, except in a {@link CompiledContext}.
 */
class LazyRepositories extends ContextAnnotationAutowireCandidateResolver
        implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        context.getDefaultListableBeanFactory().setAutowireCandidateResolver(this);
    }

    @Override
    protected boolean isLazy(DependencyDescriptor descriptor) {
        return super.isLazy(descriptor) || Repository.class.isAssignableFrom(descriptor.getDependencyType());
    }
}
