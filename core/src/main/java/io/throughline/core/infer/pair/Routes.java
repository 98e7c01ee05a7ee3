package io.throughline.core.infer.pair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds which outbound groups may call which inbound ones: the names of the services must not contradict each other, and either may be
 * missing. Operations must be equal where both sides speak the same language: where a called service knows an outbound operation by
 * that very name, the call is of no other operation. Otherwise ({@code HTTP GET} here, {@code /orders/{id}} there) the pairs
 * themselves tell which go together.
 */
final class Routes {
    /** More are left out, and counted. */
    static final int MAX_ROUTES = 100_000;

    private final HopTable table;

    /** Outbound groups by caller and called service, either of which may be null. */
    private final Map<Ends, List<Integer>> outbound = new HashMap<>();

    private final Set<Named> outboundOperations = new HashSet<>();
    private final Set<Named> inboundOperations = new HashSet<>();
    private final List<Route> routes = new ArrayList<>();
    private long leftOut;

    private record Ends(
            @Nullable String caller,
            @Nullable String called,
            @Nullable String operation) {}

    private record Named(String called, String operation) {}

    private Routes(HopTable table) {
        this.table = table;
    }

    /**
     * The routes, in an order that depends on the hops alone.
     *
     * @param leftOut routes beyond {@link #MAX_ROUTES}
     */
    record Found(List<Route> routes, long leftOut) {}

    static Found of(HopTable table, PairModel model) {
        Routes routes = new Routes(table);
        routes.index();
        for (int inbound = 0; inbound < table.inboundGroups.size(); inbound++) {
            routes.connect(inbound, model);
        }
        return new Found(routes.routes, routes.leftOut);
    }

    private void index() {
        for (int group = 0; group < table.outboundGroups.size(); group++) {
            GroupKey key = table.outboundGroups.get(group);
            String called = key.peer();
            if (called != null) {
                put(new Ends(null, called, null), group);
                put(new Ends(key.service(), called, null), group);
                if (key.operation() != null) {
                    outboundOperations.add(new Named(called, key.operation()));
                }
            } else {
                put(new Ends(key.service(), null, null), group);
                if (key.operation() != null) {
                    put(new Ends(null, null, key.operation()), group);
                }
            }
        }
        for (GroupKey key : table.inboundGroups) {
            if (key.operation() != null) {
                inboundOperations.add(new Named(key.service(), key.operation()));
            }
        }
    }

    private void put(Ends ends, int group) {
        outbound.computeIfAbsent(ends, unseen -> new ArrayList<>()).add(group);
    }

    private void connect(int inbound, PairModel model) {
        GroupKey key = table.inboundGroups.get(inbound);
        String caller = key.peer();
        if (caller != null) {
            connect(inbound, new Ends(caller, key.service(), null), model);
            connect(inbound, new Ends(caller, null, null), model);
        } else {
            connect(inbound, new Ends(null, key.service(), null), model);
            if (key.operation() != null) {
                connect(inbound, new Ends(null, null, key.operation()), model);
            }
        }
    }

    private void connect(int inbound, Ends ends, PairModel model) {
        for (int group : outbound.getOrDefault(ends, List.of())) {
            RouteKey key = new RouteKey(table.outboundGroups.get(group), table.inboundGroups.get(inbound));
            if (agree(key)) {
                if (routes.size() < MAX_ROUTES) {
                    routes.add(new Route(key, group, inbound, model.route(key)));
                } else {
                    leftOut++;
                }
            }
        }
    }

    private boolean agree(RouteKey key) {
        String asked = key.outbound().operation();
        String answered = key.inbound().operation();
        if (asked == null || answered == null || asked.equals(answered)) {
            return true;
        }
        String called = key.inbound().service();
        return !inboundOperations.contains(new Named(called, asked))
                && !outboundOperations.contains(new Named(called, answered));
    }
}
