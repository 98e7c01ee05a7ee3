package io.throughline.stream.behaviour;

/** Chances of many where few are expected. */
final class Tail {
    private Tail() {}

    /**
     * At most the chance of {@code count} or more of what comes {@code expected} times on average, by Poisson's law (Chernoff's bound, "A
     * measure of asymptotic efficiency", 1952). Zero where none are expected at all.
     */
    static double poisson(double expected, int count) {
        if (count <= expected) {
            return 1;
        }
        return expected == 0 ? 0 : Math.exp(count - expected + count * Math.log(expected / count));
    }
}
