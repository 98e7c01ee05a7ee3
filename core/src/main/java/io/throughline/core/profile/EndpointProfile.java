package io.throughline.core.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is usual for the parameters of one endpoint: each one's values, which are there, and which comes before which (Kruegel and Vigna, 2003, sections
 * 4.5 and 4.6). Bounded; mergeable.
 *
 * @param parameters by name, at most {@link #MAX_PARAMETERS}
 * @param order support of {@code a<b}: a came before b
 * @param surprises how many learned requests were how surprising, by whole nats: what is unusual is told from these
 */
public record EndpointProfile(
        Instant since,
        long requests,
        Map<String, ParameterProfile> parameters,
        Map<String, Support> present,
        Map<String, Support> order,
        Map<Integer, Long> surprises) {
    static final int MAX_PARAMETERS = 32;

    private static final int MAX_ORDER = 128;

    /** Of what is usual, as much may be taken for unusual at most. */
    private static final double TRIMMED = 0.001;

    /** Nats beyond what nearly all learned requests stay below. */
    private static final double MARGIN = 3;

    public static EndpointProfile empty(Instant since) {
        return new EndpointProfile(since, 0, new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    /** What is unusual about a parameter. */
    public record Unusual(String parameter, double surprise, String reason) {}

    /** The most unusual of the request's parameters; its surprise is below 0 where nothing can be said yet. */
    public Unusual judge(RequestShape request, long minValues, int minClients) {
        Unusual most = ofValues(request, minValues, minClients);
        if (requests < minValues || most.surprise < 0) {
            return most;
        }
        Unusual composition = composition(request);
        double both = most.surprise + composition.surprise;
        return composition.surprise > most.surprise
                ? new Unusual(composition.parameter, both, composition.reason)
                : new Unusual(most.parameter, both, most.reason);
    }

    /** Which parameters are there, and in which order: each of these is as surprising as what was never seen, and only together with a value enough. */
    private Unusual composition(RequestShape request) {
        double never = Math.log(requests + 1.0);
        Set<String> there = new HashSet<>();
        for (ValueShape value : request.values()) {
            for (String before : there) {
                boolean swapped = order.getOrDefault(value.name() + '<' + before, Support.NONE)
                                .usual()
                        && !order.containsKey(before + '<' + value.name());
                if (swapped) {
                    return new Unusual(value.name(), never, "comes behind " + before + ", as it never does");
                }
            }
            there.add(value.name());
            if (!present.containsKey(value.name())) {
                return new Unusual(value.name(), never, "was never there");
            }
        }
        for (Map.Entry<String, Support> parameter : present.entrySet()) {
            boolean always =
                    parameter.getValue().usual() && parameter.getValue().count() >= requests;
            if (always && !there.contains(parameter.getKey())) {
                return new Unusual(parameter.getKey(), never, "is missing, which every request had");
            }
        }
        return new Unusual("", 0, "");
    }

    private Unusual ofValues(RequestShape request, long minValues, int minClients) {
        Unusual most = new Unusual("", -1, "");
        for (ValueShape value : request.values()) {
            ParameterProfile profile = parameters.get(value.name());
            if (profile != null && profile.ready(minValues, minClients)) {
                ParameterProfile.Judgement judgement = profile.judge(value);
                if (judgement.surprise() > most.surprise) {
                    most = new Unusual(value.name(), judgement.surprise(), judgement.reason());
                }
            }
        }
        return most;
    }

    /** Whether so many requests were judged before they were learned that what is usual in that is known. */
    public boolean calibrated(long minValues) {
        return judged() >= minValues;
    }

    private long judged() {
        return surprises.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Nats that a request has to exceed to be unusual. */
    public double threshold() {
        long total = judged();
        long beyond = 0;
        int nats = surprises.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (; nats > 0; nats--) {
            beyond += surprises.getOrDefault(nats, 0L);
            if (beyond > TRIMMED * total) {
                break;
            }
        }
        return nats + MARGIN;
    }

    /**
     * Learns the request. The profile's maps are changed in place: this profile is not to be used again.
     *
     * @param surprise what {@link #judge} said of it; below 0 where that is not to be learned, lest one who sends many unusual requests
     *     makes them usual
     */
    public EndpointProfile with(RequestShape request, double surprise) {
        long witness = witness(request.client());
        List<String> before = new ArrayList<>();
        for (ValueShape value : request.values()) {
            String name = value.name();
            ParameterProfile profile = parameters.get(name);
            if (profile == null && parameters.size() >= MAX_PARAMETERS) {
                continue;
            }
            parameters.put(name, (profile == null ? ParameterProfile.empty() : profile).with(value, witness));
            present.merge(name, Support.NONE.with(witness), (old, one) -> old.with(witness));
            for (String earlier : before) {
                String pair = earlier + '<' + name;
                if (order.containsKey(pair) || order.size() < MAX_ORDER) {
                    order.merge(pair, Support.NONE.with(witness), (old, one) -> old.with(witness));
                }
            }
            before.add(name);
        }
        if (surprise >= 0) {
            surprises.merge((int) surprise, 1L, Long::sum);
        }
        return new EndpointProfile(since, requests + 1, parameters, present, order, surprises);
    }

    /** FNV-1a: a client is known again without being kept. */
    private static long witness(String client) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < client.length(); i++) {
            hash = (hash ^ client.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Both in one; the maps of this one are used again. */
    public EndpointProfile merged(EndpointProfile other) {
        other.parameters.forEach((name, profile) -> {
            if (parameters.containsKey(name) || parameters.size() < MAX_PARAMETERS) {
                parameters.merge(name, profile, ParameterProfile::merged);
            }
        });
        other.present.forEach((name, support) -> present.merge(name, support, Support::merged));
        other.order.forEach((pair, support) -> order.merge(pair, support, Support::merged));
        other.surprises.forEach((nats, count) -> surprises.merge(nats, count, Long::sum));
        return new EndpointProfile(
                since.isBefore(other.since) ? since : other.since,
                requests + other.requests,
                parameters,
                present,
                order,
                surprises);
    }
}
