package dev.palate.core.engine;

/** An optimiser's running averages for one tensor: of the gradient, and of its square. Zeros at first. */
@SuppressWarnings("ArrayRecordComponent") // two buffers that go together, never compared
record Moments(float[] first, float[] second) {

    static Moments of(int length) {
        return new Moments(new float[length], new float[length]);
    }

    float[] of(Slot slot) {
        return slot == Slot.FIRST_MOMENT ? first : second;
    }
}
