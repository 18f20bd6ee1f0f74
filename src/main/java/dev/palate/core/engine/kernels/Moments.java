package dev.palate.core.engine.kernels;

/** An optimiser's running averages for one tensor: of the gradient, and of its square. Zeros at first. */
@SuppressWarnings("ArrayRecordComponent") // two buffers that go together, never compared
public record Moments(float[] first, float[] second) {

    public static Moments of(int length) {
        return new Moments(new float[length], new float[length]);
    }

    public float[] of(Slot slot) {
        return slot == Slot.FIRST_MOMENT ? first : second;
    }
}
