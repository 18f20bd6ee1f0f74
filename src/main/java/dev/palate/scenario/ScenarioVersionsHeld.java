package dev.palate.scenario;

import dev.palate.model.traffic.HeldVersions;
import dev.palate.model.version.VersionId;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The model versions that scenarios name: they are not deleted while a scenario needs them. */
@Component
class ScenarioVersionsHeld implements HeldVersions {

    private final ScenarioStore store;

    ScenarioVersionsHeld(ScenarioStore store) {
        this.store = store;
    }

    @Override
    public Set<VersionId> held() {
        return store.snapshot().all().stream()
                .map(Scenario::inUse)
                .filter(definition -> definition.model() != null && definition.version() != null)
                .map(definition -> new VersionId(definition.model(), definition.version()))
                .collect(Collectors.toSet());
    }
}
