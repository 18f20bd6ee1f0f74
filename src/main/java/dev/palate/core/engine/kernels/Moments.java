package dev.palate.core.engine.kernels;

/** An optimiser's running averages of the gradient of one tensor and of its square; zeros at first. */
@SuppressWarnings("ArrayRecordComponent") // two buffers that go together, never compared
public record Moments(float[] first, float[] second) {

    /** The three numbers that a trainer keeps for every parameter: its value and the optimiser's two moments. */
    public enum Slot {
        VALUE,
        FIRST_MOMENT,
        SECOND_MOMENT
    }

    public static Moments of(int length) {
        return new Moments(new float[length], new float[length]);
    }

    /** The numbers in a slot of parameters with these values. */
    public float[] of(Slot slot, float[] values) {
        return slot == Slot.VALUE ? values : slot == Slot.FIRST_MOMENT ? first : second;
    }
}
