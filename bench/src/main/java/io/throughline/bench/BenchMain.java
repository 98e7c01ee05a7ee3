package io.throughline.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code ./throughline bench NAME}: runs a benchmark; the last line on standard output is one JSON object. */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0 || !args[0].equals("line")) {
            System.err.println("throughline: bench takes the name of a benchmark: line");
            System.exit(2);
        }
        int records = args.length > 1 ? Integer.parseInt(args[1]) : LineBench.RECORDS;
        ObjectNode result = LineBench.run(records);
        System.out.println(result);
        // Flink's and Netty's threads end when they like.
        System.exit(0);
    }
}
