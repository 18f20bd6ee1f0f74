package dev.palate.core.autorec;

/** Solves symmetric positive definite systems of some hundreds of unknowns. */
final class Cholesky {

    private Cholesky() {}

    /**
     * Solves {@code system x = right}.
     *
     * @param system lower triangle of a symmetric positive definite matrix; overwritten by its factor
     */
    static double[] solve(double[][] system, double[] right) {
        int n = right.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = system[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= system[i][k] * system[j][k];
                }
                system[i][j] = i == j ? Math.sqrt(sum) : sum / system[j][j];
            }
        }
        double[] x = right.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= system[i][k] * x[k];
            }
            x[i] /= system[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= system[k][i] * x[k];
            }
            x[i] /= system[i][i];
        }
        return x;
    }
}
