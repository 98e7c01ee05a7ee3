package io.throughline.core.template;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which templates of one service and method were replaced by a more general one in a report's range. Until {@link PathLearner} has seen
 * enough, {@code /users/anna} and {@code /users/bert} are APIs of their own; who reads a report of that time wants them where they belong.
 *
 * <p>A template gives way to one that covers it and begins when it ends. Since a word may be an API that merely was not used again, that
 * holds only where as many give way at once as it took to learn.
 */
public final class LaterTemplates {
    /** Fewer are no sign of learning: half of the least that {@link SegmentEvidence} takes. */
    static final int MIN_REPLACED = 8;

    /** A learned template may begin in the minute in which the others end. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private LaterTemplates() {}

    /** When a template was in use. */
    public record Used(Instant first, Instant last) {
        public Used with(Instant time) {
            return new Used(time.isBefore(first) ? time : first, time.isAfter(last) ? time : last);
        }
    }

    /** What to call each template; those that are called as they are named are left out. */
    public static Map<String, String> of(Map<String, Used> templates) {
        Map<String, String> later = new HashMap<>();
        Map<String, Integer> replaced = new HashMap<>();
        Map<String, Used> sorted = new TreeMap<>(templates);
        sorted.forEach((template, used) -> {
            String general = general(template, used, sorted);
            if (general != null) {
                later.put(template, general);
                replaced.merge(general, 1, Integer::sum);
            }
        });
        later.values().removeIf(general -> replaced.getOrDefault(general, 0) < MIN_REPLACED);
        return later;
    }

    private static @Nullable String general(String template, Used used, Map<String, Used> templates) {
        return templates.entrySet().stream()
                .filter(other -> !other.getKey().equals(template))
                .filter(other -> !other.getValue().first().plus(OVERLAP).isBefore(used.last))
                .filter(other -> covers(other.getKey(), template))
                .max(Comparator.comparing(other -> other.getValue().last()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** Whether the one has a variable wherever it differs from the other, which has a word there. */
    static boolean covers(String general, String template) {
        String[] one = general.split("/", -1);
        String[] other = template.split("/", -1);
        if (one.length != other.length || general.equals(PathLearner.UNKNOWN) || template.equals(PathLearner.UNKNOWN)) {
            return false;
        }
        boolean more = false;
        for (int i = 0; i < one.length; i++) {
            if (!one[i].equals(other[i])) {
                if (!PathLearner.isVariable(one[i]) || PathLearner.isVariable(other[i])) {
                    return false;
                }
                more = true;
            }
        }
        return more;
    }
}
