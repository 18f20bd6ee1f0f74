package dev.palate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.repository.Repository;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** How the beans of a {@link CompiledContext} find one another. */
class CompiledContextBeans extends ContextAnnotationAutowireCandidateResolver
        implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        context.getDefaultListableBeanFactory().setAutowireCandidateResolver(this);
        // No definition changes any more, so the factory may remember which beans have a type from here on.
        context.addBeanFactoryPostProcessor(factory -> factory.freezeConfiguration());
    }

    /**
     * A proxy instead of a repository, which is created at its first call, so that a start does not wait for Hibernate. Spring Data does so
     * itself with {@code spring.data.jpa.repositories.bootstrap-mode=lazy}, except in a compiled context.
     */
    @Override
    protected boolean isLazy(DependencyDescriptor descriptor) {
        return super.isLazy(descriptor) || Repository.class.isAssignableFrom(descriptor.getDependencyType());
    }

    /**
     * The name that a bean of the required class has by default: the factory tries it before it compares the types of all beans. No class of
     * the service has several beans of which {@code @Priority} would select one.
     */
    @Override
    public @Nullable String getSuggestedName(DependencyDescriptor descriptor) {
        String name = super.getSuggestedName(descriptor);
        return name == null ? defaultName(descriptor.getDependencyType()) : name;
    }

    private static String defaultName(Class<?> type) {
        ConfigurationProperties settings = type.getAnnotation(ConfigurationProperties.class);
        return settings == null
                ? StringUtils.uncapitalizeAsProperty(ClassUtils.getShortName(type))
                : settings.value() + "-" + type.getName();
    }
}
