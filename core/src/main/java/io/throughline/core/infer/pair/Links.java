package io.throughline.core.infer.pair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of which both records name the same connection: certain, whatever the clocks say. A connection that one outbound record names
 * has made one call, and all inbound records of it are that call's (two layers of one server may each write one). A connection that several
 * outbound records name was used again; then times decide among its records.
 */
final class Links {
    final boolean[] taken;
    final boolean[] done;

    /** Rows of the sides: outbound, inbound. */
    final List<int[]> pairs = new ArrayList<>();

    private Links(HopTable table) {
        taken = new boolean[table.outbound.size];
        done = new boolean[table.inbound.size];
    }

    static Links of(HopTable table) {
        Links links = new Links(table);
        Map<Integer, Integer> callers = new HashMap<>();
        for (int out = 0; out < table.outbound.size; out++) {
            if (table.outbound.link[out] != Side.UNKNOWN) {
                callers.merge(table.outbound.link[out], out, (one, other) -> Side.UNKNOWN);
            }
        }
        for (int in = 0; in < table.inbound.size; in++) {
            int out = callers.getOrDefault(table.inbound.link[in], Side.UNKNOWN);
            if (table.inbound.link[in] != Side.UNKNOWN && out != Side.UNKNOWN && namesAgree(table, out, in)) {
                links.taken[out] = true;
                links.done[in] = true;
                links.pairs.add(new int[] {out, in});
            }
        }
        return links;
    }

    /** Whoever names a connection that is not theirs gains nothing by it: the services named must be each other. */
    private static boolean namesAgree(HopTable table, int out, int in) {
        GroupKey caller = table.outboundGroups.get(table.outbound.group[out]);
        GroupKey called = table.inboundGroups.get(table.inbound.group[in]);
        return (caller.peer() == null || caller.peer().equals(called.service()))
                && (called.peer() == null || called.peer().equals(caller.service()));
    }
}
