package io.throughline.core.health;

/**
 * The logarithm of the gamma function for positive numbers: Stirling's series after the argument was raised above 8 by
 * {@code gamma(x + 1) = x gamma(x)} (Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, 6.1.41). Right to 10 digits.
 */
final class LogGamma {
    private static final double HALF_LOG_OF_TWO_PI = 0.9189385332046727;
    private static final double ENOUGH = 8;

    private LogGamma() {}

    static double of(double x) {
        double product = 1;
        double raised = x;
        while (raised < ENOUGH) {
            product *= raised;
            raised++;
        }
        double inverse = 1 / raised;
        double square = inverse * inverse;
        double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
        return (raised - 0.5) * Math.log(raised) - raised + HALF_LOG_OF_TWO_PI + series - Math.log(product);
    }

    /** {@code log(gamma(a + n) / gamma(a))}: the product of {@code n} factors from {@code a} on. */
    static double rising(double a, int n) {
        if (n <= 4) {
            double product = 1;
            for (int i = 0; i < n; i++) {
                product *= a + i;
            }
            return Math.log(product);
        }
        return of(a + n) - of(a);
    }
}
