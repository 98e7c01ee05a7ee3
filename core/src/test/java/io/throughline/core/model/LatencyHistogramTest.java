package io.throughline.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keepsEveryQuantileWithinTheErrorItPromises(long seed) {
        long[] values = latencies(new Random(seed), 10_000);
        LatencyHistogram histogram = of(values);

        Arrays.sort(values);
        for (double q : QUANTILES) {
            double exact = (double) values[(int) (q * (values.length - 1))];
            // Half a microsecond more: quantiles are whole microseconds.
            assertThat((double) histogram.quantile(q))
                    .as("quantile %s", q)
                    .isCloseTo(exact, within(exact * LatencyHistogram.RELATIVE_ERROR + 0.5));
        }
    }

    @Test
    void givesTheSameWhateverTheOrderOfMerging() {
        LatencyHistogram a = of(latencies(new Random(1), 1000));
        LatencyHistogram b = of(latencies(new Random(2), 500));
        LatencyHistogram c = of(latencies(new Random(3), 10));

        LatencyHistogram left = merged(merged(a, b), c);
        LatencyHistogram right = merged(c, merged(b, a));

        assertThat(left).isEqualTo(right).hasSameHashCodeAs(right);
        assertThat(left.count()).isEqualTo(1510);
    }

    @Test
    void comesBackFromItsBuckets() {
        LatencyHistogram histogram = of(latencies(new Random(7), 1000));
        LatencyHistogram copy = new LatencyHistogram();
        histogram.buckets().forEach(copy::add);

        assertThat(copy).isEqualTo(histogram);
        assertThat(copy.count()).isEqualTo(1000);
    }

    @Test
    void countsWhatIsOutOfRangeAtTheBounds() {
        assertThat(of(Long.MIN_VALUE, 0, 1).buckets()).hasSize(1);
        assertThat(of(Long.MAX_VALUE).quantile(1)).isEqualTo(of(86_400_000_000L).quantile(1));
    }

    @Test
    void needsAtMostItsStatedNumberOfBuckets() {
        LatencyHistogram histogram = new LatencyHistogram();
        for (double micros = 1; micros < 86_400_000_000.0; micros *= 1.005) {
            histogram.add((long) micros);
        }

        assertThat(histogram.buckets().size()).isLessThanOrEqualTo(1260);
    }

    @Test
    void saysZeroWithoutValuesAndRefusesWhatIsNoQuantile() {
        LatencyHistogram empty = new LatencyHistogram();

        assertThat(empty.quantile(0.5)).isZero();
        assertThatThrownBy(() -> empty.quantile(1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> empty.quantile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Log-normal around 20 ms, as latencies are, with a far tail. */
    private static long[] latencies(Random random, int count) {
        return random.doubles(count)
                .mapToLong(u -> (long) Math.exp(10 + 2 * random.nextGaussian()) + (u > 0.99 ? 10_000_000 : 1))
                .toArray();
    }

    private static LatencyHistogram of(long... values) {
        LatencyHistogram histogram = new LatencyHistogram();
        Arrays.stream(values).forEach(histogram::add);
        return histogram;
    }

    private static LatencyHistogram merged(LatencyHistogram a, LatencyHistogram b) {
        LatencyHistogram sum = new LatencyHistogram();
        sum.merge(a);
        sum.merge(b);
        return sum;
    }
}
