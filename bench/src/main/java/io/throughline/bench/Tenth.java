package io.throughline.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What a tenth of a stream took.
 *
 * @param hops in it
 * @param cpuSeconds of the whole process, with its collector and its compiler
 * @param heapBytes what was left on the heap when it had passed and garbage was collected
 */
record Tenth(long hops, double seconds, double cpuSeconds, long heapBytes) implements Serializable {
    private static final long serialVersionUID = 1L;

    double perSecond() {
        return hops / seconds;
    }

    double perCpuSecond() {
        return hops / cpuSeconds;
    }

    long heapMebibytes() {
        return heapBytes >> 20;
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "%,.0f a second, %,.0f a second of one core, %,d MiB of heap",
                perSecond(),
                perCpuSecond(),
                heapMebibytes());
    }

    /** Runs while a stream passes; stands still while garbage is collected to see the heap. */
    static final class Watch {
        private static final OperatingSystemMXBean SYSTEM =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        private long nanos;
        private long cpuNanos;

        Watch() {
            begin();
        }

        private void begin() {
            nanos = System.nanoTime();
            cpuNanos = SYSTEM.getProcessCpuTime();
        }

        @SuppressWarnings("SystemGC") // Only so is it seen what is held and what is garbage.
        Tenth tenth(long hops) {
            double seconds = (System.nanoTime() - nanos) / 1e9;
            double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpuNanos) / 1e9;
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            begin();
            return new Tenth(hops, seconds, cpuSeconds, heap);
        }
    }
}
