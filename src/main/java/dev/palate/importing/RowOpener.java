package dev.palate.importing;

import dev.palate.importing.file.FileRows;
import dev.palate.importing.file.FileRows.Rules;
import dev.palate.importing.file.FileTypes;
import dev.palate.importing.file.ImportOptions;
import dev.palate.importing.file.InteractionRows;
import dev.palate.importing.file.RatingRows;
import dev.palate.importing.file.ScaleMapping;
import dev.palate.importing.file.UnreadableFileException;
import dev.palate.interaction.bulk.BulkInteractions;
import dev.palate.rating.RatingRules;
import dev.palate.ratingfile.RatingReader;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Reads the ratings or interactions of a file with the rules of this moment: the scale, the time and the interaction types. */
@Component
class RowOpener {

    private final RatingRules rules;
    private final BulkInteractions interactions;

    RowOpener(RatingRules rules, BulkInteractions interactions) {
        this.rules = rules;
        this.interactions = interactions;
    }

    /** The rules of rows, which accept the given items. */
    Rules rules(Predicate<String> knowsItem) {
        return new Rules(rules, knowsItem, rules.now());
    }

    FileRows open(RatingReader reader, ImportOptions options, Rules applied) {
        return options.interactions()
                ? new InteractionRows(reader, applied, types(options))
                : new RatingRows(reader, applied, ScaleMapping.of(options, rules.scale()));
    }

    /**
     * @throws UnreadableFileException if the options name an interaction type that does not exist
     */
    FileTypes types(ImportOptions options) {
        return FileTypes.of(options, options.interactions() ? interactions.typeRows() : Map.of());
    }
}
