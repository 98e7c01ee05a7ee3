package io.throughline.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code ./throughline bench NAME}: runs a benchmark; the last line on standard output is one JSON object. */
public final class BenchMain {
    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 1 && !args[1].matches("[1-9][0-9]{1,8}")) {
            System.err.println("throughline: bench takes a number of records from 10 to 999999999, not " + args[1]);
            System.exit(2);
        }
        int records = args.length > 1 ? Integer.parseInt(args[1]) : LineBench.RECORDS;
        ObjectNode result = switch (args.length == 0 ? "" : args[0]) {
            case "line" -> LineBench.line(records);
            case "land" -> LineBench.land(records);
            case "graph" -> LineBench.graph(records);
            case "ship" -> ShipBench.run(args.length > 1 ? records : ShipBench.RECORDS);
            case "parse" -> ParseBench.parse(args.length > 1 ? records : ParseLines.DEFAULT_COUNT);
            default -> {
                System.err.println("throughline: bench takes the name of a benchmark: line, graph, land, ship or parse");
                System.exit(2);
                throw new IllegalStateException();
            }
        };
        System.out.println(result);
        // Flink's and Netty's threads end when they like.
        System.exit(0);
    }
}
