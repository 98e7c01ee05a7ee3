package io.throughline.core.template;

import io.throughline.core.template.LearnedPaths.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns which segments of one service's paths name one thing of many. {@code PathTemplate} has replaced what shows it by its
 * looks ({@code /orders/{id}}); what is left is words, and of these the many that follow one prefix are names:
 * {@code /users/anna}, {@code /users/bert}, ... become {@code /users/{name}}. How many it takes depends on their looks and on
 * where they stand, see {@link SegmentEvidence}.
 *
 * <p>Only what was answered teaches: a path that only ever fails with 4xx proves nothing but that somebody asked, so a scanner's
 * paths are all {@value #UNKNOWN}. One that is asked for {@link #KNOWN_AFTER} times is an API that fails, and gets its name.
 *
 * <p>Requests of one service and method given in the same order always get the same templates. A template once learned stays:
 * later ones are only more general. Bounded by {@link #MAX_NODES}, {@link #MAX_CHILDREN} and {@link #MAX_STRANGERS}; what is beyond the
 * first is {@value #OTHER} below the prefix that is known.
 */
public final class PathLearner {
    /** The template of what was never answered. */
    public static final String UNKNOWN = "/{unknown}";

    /** Stands for everything that came when the limit was reached. */
    public static final String OTHER = "{other}";

    /** Prefixes of one service and method. */
    public static final int MAX_NODES = 2_000;

    /** Segments that are told apart behind one prefix. */
    public static final int MAX_CHILDREN = 256;

    /** Failing paths that are counted at once. */
    public static final int MAX_STRANGERS = 64;

    /** So many requests for one path that never was answered make it known. */
    public static final int KNOWN_AFTER = 20;

    /** Counts as many more requests than anybody sends. */
    private static final long DECLARED = 1L << 40;

    private PathLearner() {}

    /**
     * Takes one request.
     *
     * @param path a path whose obvious ids are replaced
     * @param answered whether the answer shows that there is something behind the path
     * @return the template as far as it is known now
     */
    public static String observe(LearnedPaths learned, String path, boolean answered) {
        if (!path.startsWith("/")) {
            return path;
        }
        if (answered) {
            return learn(learned, path);
        }
        String known = known(learned, path);
        return known == null ? stranger(learned, path) : known;
    }

    /** Makes a template known before anything is seen of it: a catalog's or an OpenAPI document's. Its own names win. */
    public static void declare(LearnedPaths learned, String template) {
        StringBuilder prefix = new StringBuilder();
        for (String segment : segments(template)) {
            Node node = learned.nodes().computeIfAbsent(prefix.toString(), key -> Node.empty());
            if (isVariable(segment)) {
                generalise(learned, prefix.toString(), node, segment);
            } else {
                node.children().put(segment, DECLARED);
            }
            prefix.append('/').append(segment);
        }
        ended(learned, prefix.toString());
    }

    private static String learn(LearnedPaths learned, String path) {
        StringBuilder prefix = new StringBuilder();
        for (String segment : segments(path)) {
            String key = prefix.toString();
            Node node = learned.nodes().get(key);
            if (node == null) {
                if (learned.nodes().size() >= MAX_NODES) {
                    return prefix.append('/').append(OTHER).toString();
                }
                node = Node.empty();
                learned.nodes().put(key, node);
            }
            String name = step(learned, key, node, segment);
            prefix.append('/').append(name);
            if (name.equals(OTHER)) {
                return prefix.toString();
            }
        }
        String template = prefix.toString();
        ended(learned, template);
        return template;
    }

    /** @return what the segment is called */
    private static String step(LearnedPaths learned, String key, Node node, String segment) {
        if (node.isGeneral() && !node.children().containsKey(segment)) {
            return node.variable();
        }
        if (!node.children().containsKey(segment) && learned.nodes().size() >= MAX_NODES) {
            return OTHER;
        }
        boolean isNew = node.children().merge(segment, 1L, Long::sum) == 1;
        if (!isNew || node.isGeneral()) {
            return segment;
        }
        String variable = new SegmentEvidence(learned, key, node).variable();
        if (variable.isEmpty()) {
            return segment;
        }
        Node general = generalise(learned, key, node, variable);
        return general.children().containsKey(segment) ? segment : variable;
    }

    private static void ended(LearnedPaths learned, String template) {
        Node end = learned.nodes().get(template);
        if (end != null) {
            learned.nodes().put(template, new Node(end.children(), end.variable(), end.ends() + 1));
        } else if (learned.nodes().size() < MAX_NODES) {
            learned.nodes().put(template, Node.empty().plus(new Node(Map.of(), "", 1)));
        }
    }

    /** Calls all segments behind a prefix by one name, except those that are asked for so often that they are APIs of their own. */
    private static Node generalise(LearnedPaths learned, String key, Node node, String variable) {
        Map<String, Long> kept = SegmentEvidence.kept(node);
        List<String> merged = node.children().keySet().stream()
                .filter(child -> !kept.containsKey(child))
                .sorted()
                .toList();
        for (String child : merged) {
            move(learned, key + '/' + child, key + '/' + variable);
        }
        if (node.isGeneral()) {
            move(learned, key + '/' + node.variable(), key + '/' + variable);
        }
        Node general = new Node(kept, variable, node.ends());
        learned.nodes().put(key, general);
        return general;
    }

    private static void move(LearnedPaths learned, String from, String to) {
        if (from.equals(to)) {
            return;
        }
        List<String> below = learned.nodes().keySet().stream()
                .filter(key -> key.equals(from) || key.startsWith(from + '/'))
                .sorted()
                .toList();
        for (String key : below) {
            Node node = learned.nodes().remove(key);
            if (node != null) {
                learned.nodes().merge(to + key.substring(from.length()), node, Node::plus);
            }
        }
    }

    private static @Nullable String known(LearnedPaths learned, String path) {
        StringBuilder prefix = new StringBuilder();
        for (String segment : segments(path)) {
            Node node = learned.nodes().get(prefix.toString());
            if (node == null) {
                return null;
            }
            boolean told = node.children().containsKey(segment);
            if (!told && !node.isGeneral()) {
                return null;
            }
            prefix.append('/').append(told ? segment : node.variable());
        }
        String template = prefix.toString();
        Node end = learned.nodes().get(template);
        return end == null || end.ends() == 0 ? null : template;
    }

    private static String stranger(LearnedPaths learned, String path) {
        Map<String, Long> strangers = learned.strangers();
        if (strangers.merge(path, 1L, Long::sum) >= KNOWN_AFTER) {
            strangers.remove(path);
            return learn(learned, path);
        }
        if (strangers.size() > MAX_STRANGERS) {
            strangers.entrySet().stream()
                    .filter(stranger -> !stranger.getKey().equals(path))
                    .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .ifPresent(seldom -> strangers.remove(seldom.getKey()));
        }
        return UNKNOWN;
    }

    static boolean isVariable(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    /** Empty ones, of a slash at the end or of two in a row, are segments, too. */
    private static String[] segments(String path) {
        return path.substring(1).split("/", -1);
    }
}
