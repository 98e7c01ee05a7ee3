package io.throughline.core.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is usual for one parameter's values, after Kruegel and Vigna ("Anomaly Detection of Web-based Attacks", CCS 2003): length by Chebyshev's
 * inequality, the characters, the structure, an enumeration. Other than there the structure is which symbols follow each other, so that nothing has
 * to be inferred over all values at once; each feature counts only once {@link Support#WANTED different clients} have shown it, so that nobody can
 * teach it an attack alone; and two profiles can be merged. Bounded.
 *
 * @param parts support of character classes ({@code c'}) and pairs of neighbours ({@code pa'}), at most {@link #MAX_PARTS}
 * @param chosen support of values by their hash while there are few; empty once there are many
 * @param leftOut parts that found no room
 */
public record ParameterProfile(
        long values,
        List<Long> clients,
        Moments lengths,
        Map<String, Support> parts,
        Map<Long, Support> chosen,
        boolean open,
        long leftOut) {
    static final int MAX_PARTS = 400;

    /** More different values are no enumeration. */
    static final int MAX_CHOSEN = 48;

    private static final int MAX_CLIENTS = 8;

    public static ParameterProfile empty() {
        return new ParameterProfile(0, List.of(), Moments.NONE, new HashMap<>(), new HashMap<>(), false, 0);
    }

    /** What a value is made of, and how much of a surprise that is. */
    public record Judgement(double surprise, String reason) {}

    /** Takes a value that a client sent. Its maps are changed in place: this profile is not to be used again. */
    public ParameterProfile with(ValueShape value, long client) {
        long missed = 0;
        for (String name : value.classes()) {
            missed += add('c' + name, client);
        }
        for (String pair : value.pairs()) {
            missed += add('p' + pair, client);
        }
        boolean many = open;
        if (!open) {
            chosen.merge(value.hash(), Support.NONE.with(client), (old, one) -> old.with(client));
            many = chosen.size() > MAX_CHOSEN;
            if (many) {
                chosen.clear();
            }
        }
        Support seen = new Support(0, clients);
        List<Long> known = clients.size() >= MAX_CLIENTS || clients.contains(client) ? clients : plus(seen, client);
        return new ParameterProfile(
                values + 1, known, lengths.with(Math.sqrt(value.length())), parts, chosen, many, leftOut + missed);
    }

    private static List<Long> plus(Support seen, long client) {
        List<Long> more = new ArrayList<>(seen.witnesses());
        more.add(client);
        return more;
    }

    private int add(String part, long client) {
        Support known = parts.get(part);
        if (known == null && parts.size() >= MAX_PARTS) {
            return 1;
        }
        parts.put(part, known == null ? Support.NONE.with(client) : known.with(client));
        return 0;
    }

    /** Both in one; the maps of this one are used again. */
    public ParameterProfile merged(ParameterProfile other) {
        long missed = leftOut + other.leftOut;
        for (Map.Entry<String, Support> part : other.parts.entrySet()) {
            if (parts.containsKey(part.getKey()) || parts.size() < MAX_PARTS) {
                parts.merge(part.getKey(), part.getValue(), Support::merged);
            } else {
                missed++;
            }
        }
        boolean many = open || other.open;
        other.chosen.forEach((hash, support) -> chosen.merge(hash, support, Support::merged));
        many |= chosen.size() > MAX_CHOSEN;
        if (many) {
            chosen.clear();
        }
        List<Long> both = clients;
        for (long client : other.clients) {
            both = both.size() >= MAX_CLIENTS || both.contains(client) ? both : plus(new Support(0, both), client);
        }
        return new ParameterProfile(
                values + other.values, both, lengths.merged(other.lengths), parts, chosen, many, missed);
    }

    /** Whether enough values of enough clients were seen to say what is unusual. */
    public boolean ready(long minValues, int minClients) {
        return values >= minValues && clients.size() >= Math.min(minClients, MAX_CLIENTS);
    }

    /** Of a value that was not learned yet. */
    public Judgement judge(ValueShape value) {
        double most = 0;
        String strange = "";
        int unseen = 0;
        for (String name : value.classes()) {
            double one = surprise('c' + name);
            unseen += usual('c' + name) ? 0 : 1;
            if (one > most) {
                most = one;
                strange = name;
            }
        }
        double pair = 0;
        double pairs = 0;
        List<String> all = value.pairs();
        for (String neighbours : all) {
            double one = surprise('p' + neighbours);
            pair = Math.max(pair, one);
            pairs += one;
        }
        double length = Math.min(Math.log(values + 1.0), lengths.surprise(Math.sqrt(value.length())));
        double choice = !open
                        && values > 10L * MAX_CHOSEN
                        && !chosen.getOrDefault(value.hash(), Support.NONE).usual()
                ? Math.log(values + 1.0)
                : 0;
        double total = most + pair + pairs / Math.max(4, all.size()) + length + choice + unseen;
        return new Judgement(total, reason(most, strange, pair, length, choice, value));
    }

    private boolean usual(String part) {
        return parts.getOrDefault(part, Support.NONE).usual();
    }

    /** In nats; what is not usual is more surprising than what was seen once. */
    private double surprise(String part) {
        Support support = parts.getOrDefault(part, Support.NONE);
        return support.usual() ? Math.log((values + 1.0) / support.count()) : Math.log(values + 1.0) + 1;
    }

    private String reason(
            double character, String strange, double pair, double length, double choice, ValueShape value) {
        if (choice > 0 && choice >= character) {
            return "is none of the " + chosen.size() + " values that are usual";
        }
        if (character >= pair && character >= length) {
            return "has " + named(strange) + ", which its values have not";
        }
        return length > pair
                ? "has " + value.length() + " characters where about " + Math.round(lengths.mean() * lengths.mean())
                        + " are usual"
                : "is made up as its values are not";
    }

    private static String named(String symbol) {
        return switch (symbol) {
            case "a" -> "letters";
            case "9" -> "digits";
            case "é" -> "letters beyond ASCII";
            case "\n" -> "control characters";
            case " " -> "blanks";
            default -> "the sign " + symbol;
        };
    }
}
