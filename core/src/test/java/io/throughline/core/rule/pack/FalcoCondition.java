package io.throughline.core.rule.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition of Falco's whose parts are joined by and, as a Sigma rule: {@code jevt.value[/verb]=create and ka.target.resource=pods}.
 * Anything else is refused. Source: Falco documentation, "Condition Syntax", "Supported Fields: jevt, k8s_audit"; JSON pointers: RFC 6901.
 */
final class FalcoCondition {
    private static final Pattern TEST = Pattern.compile(
            "(not\\s+)?\\(?(jevt\\.value\\[(/[^\\]]*)\\]|ka\\.[a-z.]+)\\s*(=|!=|in\\b|contains\\b|startswith\\b|exists\\b)\\s*(.*?)\\)?",
            Pattern.DOTALL);
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("ka.verb", "verb"),
            Map.entry("ka.stage", "stage"),
            Map.entry("ka.uri", "requestURI"),
            Map.entry("ka.auditid", "auditID"),
            Map.entry("ka.user.name", "user.username"),
            Map.entry("ka.user.groups", "user.groups"),
            Map.entry("ka.auth.decision", "annotations.authorization.k8s.io/decision"),
            Map.entry("ka.auth.reason", "annotations.authorization.k8s.io/reason"),
            Map.entry("ka.target.name", "objectRef.name"),
            Map.entry("ka.target.namespace", "objectRef.namespace"),
            Map.entry("ka.target.resource", "objectRef.resource"),
            Map.entry("ka.target.subresource", "objectRef.subresource"),
            Map.entry("ka.response.code", "responseStatus.code"));

    private FalcoCondition() {}

    static String rule(String name, String condition) {
        StringBuilder detections = new StringBuilder();
        List<String> names = new ArrayList<>();
        String whole = condition.strip();
        if (whole.startsWith("(") && whole.indexOf(')') == whole.length() - 1) {
            whole = whole.substring(1, whole.length() - 1).strip();
        }
        for (String part : whole.split("\\s+and\\s+")) {
            Matcher test = TEST.matcher(part.strip());
            if (!test.matches()) {
                throw new IllegalArgumentException("not understood in " + name + ": " + part);
            }
            String called = "part" + names.size();
            boolean isNegated = (test.group(1) != null) ^ test.group(4).equals("!=");
            names.add((isNegated ? "not " : "") + called);
            detections
                    .append("  ")
                    .append(called)
                    .append(":\n    ")
                    .append(field(test.group(2), test.group(3)))
                    .append(values(test.group(4), test.group(5)))
                    .append('\n');
        }
        return "title: '" + name + "'\nlogsource: {product: kubernetes, service: audit}\ndetection:\n" + detections
                + "  condition: " + String.join(" and ", names) + "\n";
    }

    /** Places in arrays go, as labels have none. */
    private static String field(String field, @Nullable String pointer) {
        if (pointer == null) {
            return Objects.requireNonNull(FIELDS.get(field), field);
        }
        return pointer.substring(1)
                .replaceAll("/\\d+(?=/|$)", "")
                .replace('/', '.')
                .replace("~1", "/")
                .replace("~0", "~");
    }

    private static String values(String operator, String text) {
        if (operator.equals("exists")) {
            return "|exists: true";
        }
        List<String> values = new ArrayList<>();
        for (String value : text.replaceAll("[()]", "").split("\\s*,\\s*")) {
            values.add("'" + value.strip().replaceAll("^\"|\"$", "").replace("'", "''") + "'");
        }
        String modifier = operator.equals("contains") || operator.equals("startswith") ? "|" + operator : "";
        return modifier + ": [" + String.join(", ", values) + "]";
    }
}
