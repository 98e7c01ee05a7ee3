package io.throughline.stream.behaviour;

import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.yaml.YamlNode;
import io.throughline.core.rule.yaml.YamlReader;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operations that OpenAPI documents name, by service: read once where the job is started, JSON or YAML, OpenAPI 3 or Swagger 2. Only
 * {@code paths}, {@code basePath} and the path of the first of {@code servers} are looked at.
 *
 * @param operations by service: {@code GET /orders/{id}}
 */
public record OpenApiDocuments(Map<String, List<String>> operations) implements Serializable {
    public static final OpenApiDocuments NONE = new OpenApiDocuments(Map.of());

    /** Operations of all documents. */
    static final int MAX_OPERATIONS = 20_000;

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Logger log = LoggerFactory.getLogger(OpenApiDocuments.class);

    public OpenApiDocuments {
        Map<String, List<String>> copy = new TreeMap<>();
        operations.forEach((service, all) -> copy.put(service, List.copyOf(all)));
        operations = copy;
    }

    /**
     * Says in the log which documents cannot be used; the others are.
     *
     * @param given each {@code service=file}
     */
    public static OpenApiDocuments read(List<String> given) {
        Map<String, List<String>> operations = new TreeMap<>();
        int left = MAX_OPERATIONS;
        for (String one : given) {
            int equals = one.indexOf('=');
            List<String> found = equals < 1 ? List.of() : operations(Path.of(one.substring(equals + 1)));
            if (found.isEmpty() || found.size() > left) {
                log.warn(
                        "the OpenAPI document {} is not used: it must be SERVICE=FILE, be readable and have paths",
                        one);
            } else {
                left -= found.size();
                operations
                        .computeIfAbsent(one.substring(0, equals).strip(), any -> new ArrayList<>())
                        .addAll(found);
            }
        }
        return operations.isEmpty() ? NONE : new OpenApiDocuments(operations);
    }

    private static List<String> operations(Path file) {
        try {
            List<RuleProblem> problems = new ArrayList<>();
            List<YamlNode> documents = Files.size(file) > 4L * YamlReader.MAX_CHARS
                    ? List.of()
                    : YamlReader.read(file.toString(), Files.readString(file), problems);
            problems.forEach(problem -> log.warn("OpenAPI document: {}", problem));
            return documents.isEmpty() || !(documents.getFirst() instanceof YamlNode.Mapping root)
                    ? List.of()
                    : operations(root);
        } catch (IOException e) {
            log.warn("cannot read the OpenAPI document {}: {}", file, e.toString());
            return List.of();
        }
    }

    private static List<String> operations(YamlNode.Mapping root) {
        String base = base(root);
        List<String> operations = new ArrayList<>();
        if (root.get("paths") instanceof YamlNode.Mapping paths) {
            for (YamlNode.Pair path : paths.pairs()) {
                if (path.value() instanceof YamlNode.Mapping verbs) {
                    verbs.pairs().stream()
                            .map(verb -> verb.key().text())
                            .filter(METHODS::contains)
                            .forEach(verb -> operations.add(verb.toUpperCase(Locale.ROOT) + " " + base
                                    + path.key().text()));
                }
            }
        }
        return operations;
    }

    private static String base(YamlNode.Mapping root) {
        String base = "";
        if (root.get("basePath") instanceof YamlNode.Scalar scalar) {
            base = scalar.text();
        } else if (root.get("servers") instanceof YamlNode.Sequence servers
                && !servers.items().isEmpty()
                && servers.items().getFirst() instanceof YamlNode.Mapping server
                && server.get("url") instanceof YamlNode.Scalar url) {
            int scheme = url.text().indexOf("://");
            int slash = url.text().indexOf('/', scheme < 0 ? 0 : scheme + 3);
            base = slash < 0 ? "" : url.text().substring(slash);
        }
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    boolean has(String service) {
        return operations.containsKey(service);
    }

    int count(String service) {
        return operations.getOrDefault(service, List.of()).size();
    }

    /** Whether the service's document has the operation. A method that is not known is any. */
    boolean knows(String service, String endpoint) {
        int blank = endpoint.indexOf(' ');
        String method = endpoint.substring(0, Math.max(0, blank));
        String[] path = endpoint.substring(blank + 1).split("/", -1);
        return operations.getOrDefault(service, List.of()).stream().anyMatch(operation -> {
            int space = operation.indexOf(' ');
            return (method.equals("-") || operation.substring(0, space).equals(method))
                    && samePath(operation.substring(space + 1).split("/", -1), path);
        });
    }

    private static boolean samePath(String[] documented, String[] asked) {
        int length = asked.length > 1 && asked[asked.length - 1].isEmpty() ? asked.length - 1 : asked.length;
        int wanted = documented.length > 1 && documented[documented.length - 1].isEmpty()
                ? documented.length - 1
                : documented.length;
        boolean same = length == wanted;
        for (int i = 0; same && i < length; i++) {
            same = documented[i].contains("{") || documented[i].equals(asked[i]);
        }
        return same;
    }
}
