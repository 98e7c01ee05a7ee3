package io.throughline.stream.behaviour;

import io.throughline.core.parse.PathTemplate;
import io.throughline.stream.correlate.FlowTraits;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rule of an operator's own: requests that begin with {@code entry} never reach {@code service}. Written {@code GET /hotels -> payment}:
 * what the flow's first hop was asked for, method and path, of which a {@code *} at the end stands for all that follows; without method any; then the
 * service.
 */
record PathRule(String entry, String service) implements Serializable {
    static final int MAX_RULES = 1_000;
    private static final Logger log = LoggerFactory.getLogger(PathRule.class);

    static List<PathRule> read(List<String> texts) {
        List<PathRule> rules = new ArrayList<>();
        for (String text : texts) {
            int arrow = text.indexOf("->");
            if (arrow < 1 || text.substring(arrow + 2).isBlank() || rules.size() >= MAX_RULES) {
                log.warn("the rule is not used, as it is not ENTRY -> SERVICE or one too many: {}", text);
            } else {
                rules.add(new PathRule(
                        text.substring(0, arrow).strip(),
                        text.substring(arrow + 2).strip()));
            }
        }
        return rules;
    }

    /** The hop that should not be in the flow. */
    Optional<FlowTraits.Place> broken(FlowTraits flow) {
        return isEntry(flow.root().endpoint())
                ? flow.reached().stream()
                        .filter(place -> place.service().equals(service))
                        .findFirst()
                : Optional.empty();
    }

    private boolean isEntry(String endpoint) {
        String asked = endpoint.startsWith("HTTP ") ? endpoint.substring(5) : endpoint;
        String name = entry.startsWith("/") ? asked.substring(asked.indexOf(' ') + 1) : asked;
        return entry.endsWith("*")
                ? name.startsWith(entry.substring(0, entry.length() - 1))
                : name.equals(entry) || name.equals(PathTemplate.of(entry));
    }

    @Override
    public String toString() {
        return entry + " -> " + service;
    }
}
