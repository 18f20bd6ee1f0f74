package dev.palate.experiment;

/** The scenarios that arms can name. Without an implementation there is no scenario. */
@FunctionalInterface
public interface ScenarioNames {

    boolean exists(String scenario);
}
