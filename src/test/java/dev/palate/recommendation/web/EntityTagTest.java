package dev.palate.recommendation.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palate.recommendation.ContentDigest;
import org.junit.jupiter.api.Test;

class EntityTagTest {

    @Test
    void isWeakAndShort() {
        assertThat(EntityTag.of(new ContentDigest(-1, 7))).isEqualTo("W/\"__________8AAAAAAAAABw\"");
    }

    @Test
    void differsWithEitherHalfOfTheDigest() {
        String tag = EntityTag.of(new ContentDigest(1, 7));
        assertThat(EntityTag.of(new ContentDigest(2, 7))).isNotEqualTo(tag);
        assertThat(EntityTag.of(new ContentDigest(1, 8))).isNotEqualTo(tag);
    }
}
