package dev.palate.rating;

import org.springframework.stereotype.Service;

/** Loads all ratings for training, from one consistent snapshot of the database. */
@Service
public class TrainingSetLoader {

    /** Everything acknowledged before the call. A catalogue without ratings gives a matrix without rows. */
    public TrainingSet load() {
        throw new UnsupportedOperationException("not yet");
    }
}
