package dev.palate.catalogue.rule;

/** The factors that a boost gives to items. Immutable. */
public final class Factors {

    private final float[] byPosition;

    private Factors(float[] byPosition) {
        this.byPosition = byPosition;
    }

    /** @param byPosition of the items in the snapshot; not copied */
    public static Factors of(float[] byPosition) {
        return new Factors(byPosition);
    }

    public float of(int position) {
        return byPosition[position];
    }

    /** The heap that they need. */
    long bytes() {
        return 100 + (long) Float.BYTES * byPosition.length;
    }
}
