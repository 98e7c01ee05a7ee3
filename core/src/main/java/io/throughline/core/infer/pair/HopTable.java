package io.throughline.core.infer.pair;

import io.throughline.core.infer.clock.InstanceId;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Hops as two {@link Side}s, in an order that depends on the hops alone and not on the order in which they came, and each once: a
 * record that came again says nothing new.
 */
final class HopTable {
    private static final Comparator<String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<Hop> ORDER = Comparator.comparing(Hop::start)
            .thenComparing(Hop::duration)
            .thenComparing(Hop::vantage)
            .thenComparing(Hop::service)
            .thenComparing(Hop::id)
            .thenComparing(Hop::instance, TEXT)
            .thenComparing(Hop::operation, TEXT)
            .thenComparing(Hop::peer, TEXT)
            .thenComparing(Hop::link, TEXT)
            .thenComparing(Hop::method, TEXT)
            .thenComparing(Hop::path, TEXT)
            .thenComparing(Hop::status, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Hop::requestBytes, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Hop::responseBytes, Comparator.nullsFirst(Comparator.naturalOrder()));

    final Side outbound;
    final Side inbound;
    final List<GroupKey> outboundGroups;
    final List<GroupKey> inboundGroups;
    final List<InstanceId> instances;

    private record Row(int place, Hop hop) {}

    private HopTable(List<Row> outbound, List<Row> inbound) {
        Side.Names<String> words = new Side.Names<>();
        Side.Names<InstanceId> clocks = new Side.Names<>();
        Side.Names<GroupKey> callers = new Side.Names<>();
        Side.Names<GroupKey> called = new Side.Names<>();
        this.outbound = side(outbound, callers, clocks, words);
        this.inbound = side(inbound, called, clocks, words);
        outboundGroups = callers.all();
        inboundGroups = called.all();
        instances = clocks.all();
    }

    /** Internal work is left out: it is no call. */
    static HopTable of(List<Hop> hops) {
        List<Row> rows = new ArrayList<>(hops.size());
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            if (hop.vantage() != Vantage.INTERNAL) {
                rows.add(new Row(i, hop));
            }
        }
        rows.sort(Comparator.comparing(Row::hop, ORDER));
        List<Row> outbound = new ArrayList<>(rows.size() / 2);
        List<Row> inbound = new ArrayList<>(rows.size() / 2);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (i == 0 || ORDER.compare(rows.get(i - 1).hop, row.hop) != 0) {
                (row.hop.vantage() == Vantage.OUTBOUND ? outbound : inbound).add(row);
            }
        }
        return new HopTable(outbound, inbound);
    }

    private static Side side(
            List<Row> rows, Side.Names<GroupKey> groups, Side.Names<InstanceId> clocks, Side.Names<String> words) {
        Side side = new Side(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Hop hop = rows.get(i).hop;
            side.put(
                    i,
                    rows.get(i).place,
                    hop,
                    groups.number(GroupKey.of(hop)),
                    clocks.number(InstanceId.of(hop)),
                    words);
        }
        return side;
    }
}
