package io.throughline.core.infer.pair;

/** What is known of one group's records: how many there were, how many found their other side, and how long they took in microseconds. */
final class GroupMemory {
    double records;
    double paired;
    final DelayHistogram durations = new DelayHistogram();

    void addAll(GroupMemory other) {
        records += other.records;
        paired += other.paired;
        durations.addAll(other.durations);
    }

    void scale(double factor) {
        records *= factor;
        paired *= factor;
        durations.scale(factor);
    }

    GroupMemory copy() {
        GroupMemory copy = new GroupMemory();
        copy.addAll(this);
        return copy;
    }
}
