package io.throughline.ingest.publish;

/**
 * Up to where a source's records are safe: the contiguous prefix of those that Kafka has acknowledged, in whatever order the
 * acknowledgements come. One thread adds, others complete.
 */
final class Acknowledgements {
    private static final int FIRST_CAPACITY = 64;

    /** A ring: the safe offset behind each record on its way, in the order of sending. */
    private long[] safeOffsets = new long[FIRST_CAPACITY];

    private boolean[] done = new boolean[FIRST_CAPACITY];
    private long head;
    private long tail;
    private long safeOffset;

    /** @param safeOffset where the source begins or was resumed */
    Acknowledgements(long safeOffset) {
        this.safeOffset = safeOffset;
    }

    /**
     * @param safeOffsetBehind up to where the source is safe once this record and all before it are
     * @return the number to complete it by
     */
    synchronized long add(long safeOffsetBehind) {
        if (tail - head == safeOffsets.length) {
            grow();
        }
        int slot = slot(tail);
        safeOffsets[slot] = safeOffsetBehind;
        done[slot] = false;
        return tail++;
    }

    synchronized void complete(long number) {
        done[slot(number)] = true;
        while (head < tail && done[slot(head)]) {
            safeOffset = Math.max(safeOffset, safeOffsets[slot(head)]);
            head++;
        }
    }

    /** Takes back the record added last, which Kafka's client did not accept. */
    synchronized void withdraw(long number) {
        if (number != tail - 1) {
            throw new IllegalStateException("record " + number + " is not the last of " + tail);
        }
        tail--;
    }

    synchronized long safeOffset() {
        return safeOffset;
    }

    synchronized long pending() {
        return tail - head;
    }

    private int slot(long number) {
        return (int) (number & (safeOffsets.length - 1));
    }

    private void grow() {
        long[] offsets = new long[safeOffsets.length * 2];
        boolean[] flags = new boolean[offsets.length];
        for (long number = head; number < tail; number++) {
            int to = (int) (number & (offsets.length - 1));
            offsets[to] = safeOffsets[slot(number)];
            flags[to] = done[slot(number)];
        }
        safeOffsets = offsets;
        done = flags;
    }
}
