package io.throughline.core.template;

import io.throughline.core.template.LearnedPaths.Node;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whether the segments that followed one prefix are names of things rather than names of APIs. Each distinct one is a piece of
 * evidence, the more so the less it looks like a word; {@link #ENOUGH} weights say that they are things.
 *
 * <ul>
 *   <li>Twice as much is needed where resources are named: at the root, behind {@code /api/v1}.
 *   <li>Half is enough where they are followed by the same: {@code /users/anna/orders}, {@code /users/bert/orders}.
 *   <li>Plain words count only while new ones keep coming: of a fixed set of names all have been seen several times (the estimate of
 *       the unseen by those seen once is Good's: "The Population Frequencies of Species", Biometrika 1953).
 * </ul>
 */
final class SegmentEvidence {
    /** Four of the weight of a mixed one: 64 words, or 16 of {@code ord-2931-x}. */
    static final int ENOUGH = 64;

    private static final int MIXED = 4;
    private static final int SLUG = 2;
    private static final int WORD = 1;
    private static final int LONG = 24;
    private static final int MIN_ALIKE = 6;
    private static final int MAX_KEPT = 8;
    private static final int MIN_KEPT_REQUESTS = 50;
    private static final int SELDOM = 2;

    private static final Set<String> BASES = Set.of(
            "api", "apis", "rest", "internal", "public", "private", "services", "service", "gateway", "rpc", "graphql");

    private final LearnedPaths learned;
    private final String prefix;
    private final Node node;

    SegmentEvidence(LearnedPaths learned, String prefix, Node node) {
        this.learned = learned;
        this.prefix = prefix;
        this.node = node;
    }

    /** What the segments should be called together; empty: they are APIs, or too few yet. */
    String variable() {
        int weight = 0;
        int mixed = 0;
        int files = 0;
        int words = 0;
        int seldom = 0;
        for (Map.Entry<String, Long> child : node.children().entrySet()) {
            String segment = child.getKey();
            if (PathLearner.isVariable(segment)) {
                continue;
            }
            int own = weight(segment);
            weight += own;
            mixed += own == MIXED ? 1 : 0;
            files += hasExtension(segment) ? 1 : 0;
            words++;
            seldom += child.getValue() <= SELDOM ? 1 : 0;
        }
        boolean full = node.children().size() >= PathLearner.MAX_CHILDREN;
        boolean newOnesCome = 2 * mixed > words || 4 * seldom >= words;
        if (!full && (!newOnesCome || weight < enough())) {
            return "";
        }
        return 2 * files > words ? "{file}" : 2 * mixed > words ? "{id}" : "{name}";
    }

    private int enough() {
        if (namesResources(prefix)) {
            return 2 * ENOUGH;
        }
        return areFollowedAlike() ? ENOUGH / 2 : ENOUGH;
    }

    /** Segments that stay themselves when the others get a common name: those declared, and words that take a tenth of all requests. */
    static Map<String, Long> kept(Node node) {
        long all = node.children().values().stream().mapToLong(Long::longValue).sum();
        long often = Math.max(MIN_KEPT_REQUESTS, all / 10);
        Map<String, Long> kept = new HashMap<>();
        node.children().entrySet().stream()
                .filter(child -> child.getValue() >= often && weight(child.getKey()) < MIXED)
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_KEPT)
                .forEach(child -> kept.put(child.getKey(), child.getValue()));
        return kept;
    }

    /** Whether three quarters of those that are followed by something are followed by one same segment. */
    private boolean areFollowedAlike() {
        Map<String, Integer> followers = new HashMap<>();
        int followed = 0;
        for (String child : node.children().keySet()) {
            Node below = learned.nodes().get(prefix + '/' + child);
            if (below != null && !below.children().isEmpty()) {
                followed++;
                below.children().keySet().forEach(follower -> followers.merge(follower, 1, Integer::sum));
            }
        }
        int most = followers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return followed >= MIN_ALIKE && 4 * most >= 3 * followed;
    }

    private static int weight(String segment) {
        int dashes = 0;
        int capitals = 0;
        boolean digit = false;
        boolean odd = segment.length() > LONG;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            dashes += c == '-' || c == '_' ? 1 : 0;
            digit |= c >= '0' && c <= '9';
            capitals += i > 0 && c >= 'A' && c <= 'Z' ? 1 : 0;
            odd |= c == '%' || c == '@' || c == '~' || c == ',' || c > 127;
        }
        if (digit && !isVersion(segment)) {
            return MIXED;
        }
        return odd && capitals < 3 ? MIXED : dashes >= 2 ? SLUG : WORD;
    }

    private static boolean hasExtension(String segment) {
        int dot = segment.lastIndexOf('.');
        return dot > 0 && segment.length() - dot <= 6 && segment.length() - dot > 1;
    }

    /** {@code v1}, {@code v2beta1}, {@code 1.0}. */
    private static boolean isVersion(String segment) {
        String rest = segment.startsWith("v") ? segment.substring(1) : segment;
        return rest.length() <= 8
                && !rest.isEmpty()
                && Character.isDigit(rest.charAt(0))
                && rest.replace("alpha", "")
                        .replace("beta", "")
                        .chars()
                        .allMatch(c -> Character.isDigit(c) || c == '.');
    }

    private static boolean namesResources(String prefix) {
        for (String segment : prefix.split("/", -1)) {
            if (!segment.isEmpty() && !BASES.contains(segment) && !isVersion(segment)) {
                return false;
            }
        }
        return true;
    }
}
