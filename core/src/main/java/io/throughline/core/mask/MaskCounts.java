package io.throughline.core.mask;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each shape was masked. Safe for use by several threads. */
public final class MaskCounts {
    private final LongAdder[] byShape = new LongAdder[Shapes.NAMES.size()];
    private final LongAdder total = new LongAdder();

    MaskCounts() {
        for (int i = 0; i < byShape.length; i++) {
            byShape[i] = new LongAdder();
        }
    }

    void add(int shape) {
        byShape[shape].increment();
        total.increment();
    }

    /** All secrets that were masked so far. */
    public long total() {
        return total.sum();
    }

    /** The shapes that were masked, and how often. */
    public Map<String, Long> byShape() {
        Map<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < byShape.length; i++) {
            long count = byShape[i].sum();
            if (count > 0) {
                counts.put(Shapes.NAMES.get(i), count);
            }
        }
        return counts;
    }
}
