package io.throughline.core.rule.match;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Vantage;
import io.throughline.core.rule.Logsource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whether a record is of the logsource that a rule is about. A web server's and a proxy's records are those that tell of an HTTP
 * request; the one was asked, the other may have asked, too. What the product has no records of is asked for by the names of Elastic's
 * modules, in case that labels have them.
 */
public final class LogsourceTest {
    private static final String AUDIT_LOGS = "kubernetes.audit_logs";

    /** Products whose records come as those of any service do: text or JSON of a program. */
    private static final Set<String> PROGRAMS =
            Set.of("django", "python", "ruby_on_rails", "spring", "sql", "jvm", "nodejs", "velocity", "java");

    private static final Set<String> WEB_SERVERS =
            Set.of("apache", "nginx", "tomcat", "iis", "haproxy", "envoy", "traefik");

    private interface Part {
        boolean accepts(LogEvent event);
    }

    private final List<Part> parts = new ArrayList<>();
    private final boolean isKnown;

    private LogsourceTest(Logsource logsource) {
        boolean known = true;
        String category = logsource.category();
        String product = logsource.product();
        String service = logsource.service();
        if ("webserver".equals(category)) {
            parts.add(event -> isRequest(event) && isInbound(event));
        } else if ("proxy".equals(category)) {
            parts.add(LogsourceTest::isRequest);
        } else if ("container".equals(category)) {
            parts.add(event ->
                    event.origin().containerId() != null || has(event, "event.dataset", "throughline.containers"));
        } else if (category != null && !category.equals("application")) {
            parts.add(event -> has(event, "event.category", category));
            known = false;
        }
        if ("kubernetes".equals(product)) {
            parts.add(event -> has(event, "event.dataset", AUDIT_LOGS));
            known &= service == null || service.equals("audit");
        } else if (product != null && !PROGRAMS.contains(product)) {
            parts.add(event -> has(event, "event.module", product) || has(event, "service.type", product));
            known &= WEB_SERVERS.contains(product) || product.equals("kafka") || product.equals("docker");
        }
        if (service != null && !"kubernetes".equals(product)) {
            parts.add(event -> service.equals(event.service()) || isDataset(event, service));
        }
        this.isKnown = known;
    }

    public static LogsourceTest of(Logsource logsource) {
        return new LogsourceTest(logsource);
    }

    /** Whether the product has such records; else the rule will hardly ever match. */
    public boolean isKnown() {
        return isKnown;
    }

    public boolean accepts(LogEvent event) {
        for (Part part : parts) {
            if (!part.accepts(event)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRequest(LogEvent event) {
        Hop hop = event.hop();
        boolean tells = hop != null && (hop.method() != null || hop.path() != null);
        return tells && !has(event, "event.dataset", AUDIT_LOGS);
    }

    private static boolean isInbound(LogEvent event) {
        Hop hop = event.hop();
        return hop != null && hop.vantage() == Vantage.INBOUND;
    }

    private static boolean isDataset(LogEvent event, String service) {
        String dataset = event.labels().get("event.dataset");
        return dataset != null
                && (dataset.equals(service) || dataset.endsWith("." + service) || dataset.startsWith(service + "."));
    }

    private static boolean has(LogEvent event, String label, String value) {
        return value.equals(event.labels().get(label));
    }
}
