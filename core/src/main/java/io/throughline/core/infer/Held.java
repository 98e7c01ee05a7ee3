package io.throughline.core.infer;

/** How often each candidate held each call, over sweeps of sampling. */
final class Held {
    /** What is expected before any sweep counts as so many, so that few sweeps make nothing certain and nothing impossible. */
    private static final double EXPECTED = 2;

    /** By child and candidate; behind the last candidate: none of them. */
    private final short[][] times;

    private int sweeps;

    Held(Spans spans, Assignment assignment) {
        times = new short[spans.size()][];
        for (int child = 0; child < times.length; child++) {
            times[child] = new short[assignment.causes().of(child).length + 1];
        }
    }

    void note(Assignment assignment) {
        sweeps++;
        for (int child = 0; child < times.length; child++) {
            times[child][place(assignment, child, assignment.parent(child))]++;
        }
    }

    private static int place(Assignment assignment, int child, int parent) {
        PossibleCauses causes = assignment.causes();
        return parent == Assignment.NONE ? causes.of(child).length : causes.place(child, parent);
    }

    /**
     * @param expected what is thought of it without sampling, in [0,1]
     * @return in [0,1]
     */
    double share(Assignment assignment, int child, int parent, double expected) {
        return (times[child][place(assignment, child, parent)] + EXPECTED * expected) / (sweeps + EXPECTED);
    }
}
