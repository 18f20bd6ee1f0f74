package dev.palate.core.engine.kernels;

/** An optimiser's running averages of the gradient of one tensor and of its square; zeros at first. */
@SuppressWarnings("ArrayRecordComponent") // two buffers that go together, never compared
public record Moments(float[] first, float[] second) {

    public static Moments of(int length) {
        return new Moments(new float[length], new float[length]);
    }

    public float[] of(Slot slot) {
        return slot == Slot.FIRST_MOMENT ? first : second;
    }
}
