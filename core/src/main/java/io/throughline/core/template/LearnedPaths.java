package io.throughline.core.template;

import java.util.HashMap;
import java.util.Map;

/**
 * What {@link PathLearner} remembers of one service and method. Its maps are changed in place; their sizes are bounded by the
 * learner's limits.
 *
 * @param nodes by prefix: the empty one, {@code /orders}, {@code /orders/{id}}
 * @param strangers paths that only ever failed, and how often
 */
public record LearnedPaths(Map<String, Node> nodes, Map<String, Long> strangers) {
    public static LearnedPaths empty() {
        return new LearnedPaths(new HashMap<>(), new HashMap<>());
    }

    /**
     * What followed one prefix.
     *
     * @param children how often each segment was seen here, those that are told apart
     * @param variable what all other segments are called, empty as long as every segment is told apart
     * @param ends how many requests ended here
     */
    public record Node(Map<String, Long> children, String variable, long ends) {
        static Node empty() {
            return new Node(new HashMap<>(), "", 0);
        }

        boolean isGeneral() {
            return !variable.isEmpty();
        }

        Node plus(Node other) {
            other.children.forEach((child, times) -> children.merge(child, times, Long::sum));
            return new Node(children, isGeneral() ? variable : other.variable, ends + other.ends);
        }
    }
}
