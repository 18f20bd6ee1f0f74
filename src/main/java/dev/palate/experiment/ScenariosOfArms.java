package dev.palate.experiment;

import dev.palate.scenario.ScenarioUse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The scenarios that arms of experiments name. */
@Component
class ScenariosOfArms implements ScenarioUse {

    private final Experiments experiments;

    ScenariosOfArms(Experiments experiments) {
        this.experiments = experiments;
    }

    @Override
    public Optional<String> of(String scenario) {
        return experiments.all().stream()
                .filter(experiment -> experiment.served().stream().anyMatch(arm -> scenario.equals(arm.scenario())))
                .map(experiment -> "experiment " + experiment.name())
                .findFirst();
    }
}
