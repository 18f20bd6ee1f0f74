package dev.palate.experiment;

import dev.palate.scenario.ScenarioUse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The scenarios that arms of experiments name. */
@Component
class ScenariosOfArms implements ScenarioUse {

    private final ExperimentStore store;

    ScenariosOfArms(ExperimentStore store) {
        this.store = store;
    }

    @Override
    public Optional<String> of(String scenario) {
        return store.using(scenario).map(name -> "experiment " + name);
    }
}
