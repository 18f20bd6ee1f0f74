package dev.palate.training.web;

import dev.palate.training.JobState;
import java.util.Locale;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** A state in a query: as answers write it, or in small letters, as problems and alerts do. */
@Component
final class JobStateParameter implements Converter<String, JobState> {

    @Override
    public JobState convert(String text) {
        return JobState.valueOf(text.toUpperCase(Locale.ROOT));
    }
}
