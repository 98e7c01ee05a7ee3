package io.throughline.core.infer.pair;

/** The best few candidates of one inbound record, the best first; of equals the one that came first. */
final class Choice {
    /** More calls that are open at once and as likely cannot be told apart anyway. */
    static final int MAX = 24;

    private final int[] out = new int[MAX];
    private final int[] leg = new int[MAX];
    private final double[] weight = new double[MAX];
    private int size;

    void clear() {
        size = 0;
    }

    void offer(int outbound, int viaLeg, double value) {
        if (size == MAX && value <= weight[MAX - 1]) {
            return;
        }
        int place = size < MAX ? size++ : MAX - 1;
        while (place > 0 && weight[place - 1] < value) {
            out[place] = out[place - 1];
            leg[place] = leg[place - 1];
            weight[place] = weight[place - 1];
            place--;
        }
        out[place] = outbound;
        leg[place] = viaLeg;
        weight[place] = value;
    }

    int size() {
        return size;
    }

    int outbound(int i) {
        return out[i];
    }

    int leg(int i) {
        return leg[i];
    }

    double weight(int i) {
        return weight[i];
    }
}
