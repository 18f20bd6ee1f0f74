package dev.palate.job.web;

import dev.palate.job.JobState;
import java.util.Locale;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** A state in a query: as responses write it, or in lower case, as problems and alerts do. */
@Component
final class JobStateParameter implements Converter<String, JobState> {

    @Override
    public JobState convert(String text) {
        return JobState.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
