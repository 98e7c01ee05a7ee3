package io.throughline.stream.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.config.Settings;
import io.throughline.core.rule.pack.BuiltInRules;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of Falco's own tests, through the whole line: what the rules that come along say of each file where nobody has set anything, and
 * where everything is listed and told.
 */
class AuditOverFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DATA = Path.of("../../shared/data/k8s-audit");

    /** Falco's rules that need no list, and those of the pack that answer them. */
    private static final Map<String, String> WITHOUT_LISTS = Map.ofEntries(
            Map.entry("Create Privileged Pod", "Privileged pod created"),
            Map.entry("Create Sensitive Mount Pod", "Pod with a sensitive path of its host created"),
            Map.entry("Create NodePort Service", "Service on the ports of all nodes created"),
            Map.entry("Create/Modify Configmap With Private Credentials", "Config map with private credentials"),
            Map.entry("Anonymous Request Allowed", "Anonymous request allowed"),
            Map.entry("Attach/Exec Pod", "Command in a pod"),
            Map.entry("Pod Created in Kube Namespace", "Pod in a namespace of the cluster created"),
            Map.entry(
                    "Service Account Created in Kube Namespace",
                    "Service account in a namespace of the cluster created"),
            Map.entry("System ClusterRole Modified/Deleted", "System role changed"),
            Map.entry("Attach to cluster-admin Role", "Binding to cluster-admin created"),
            Map.entry("ClusterRole With Wildcard Created", "Role with wildcards created"),
            Map.entry("ClusterRole With Write Privileges Created", "Role with write privileges created"));

    private static final Map<String, String> WITH_LISTS = Map.of(
            "Create Disallowed Pod", "Pod with an image outside the list created",
            "Create Disallowed Namespace", "Namespace outside the list created");

    @TempDir
    private Path folder;

    /** What was found in each file: how often each rule, by its title. */
    private Map<String, Map<String, Long>> found(String name, Map<String, String> settings) throws Exception {
        return found(name, settings, eventFiles());
    }

    private Map<String, Map<String, Long>> found(String name, Map<String, String> settings, List<String> files)
            throws Exception {
        Path out = folder.resolve(name);
        Settings read = new Settings(settings);
        JobConfig config = JobConfig.from(read);
        read.verify();
        Analysis.run(new AnalysisRequest(files, out, "cluster", OriginOverrides.NONE, config, 2));
        Map<String, Map<String, Long>> found = new HashMap<>();
        Set<String> rules = new TreeSet<>();
        for (JsonNode finding : read(out.resolve("findings.ndjson"))) {
            rules.add(finding.path("rule").textValue());
            String reason = finding.path("reason").textValue();
            int title = reason.indexOf(": ");
            found.computeIfAbsent(finding.at("/evidence/0/file").textValue(), any -> new HashMap<>())
                    .merge(title < 0 ? reason : reason.substring(0, title), 1L, Long::sum);
        }
        assertThat(read(out.resolve("alerts.ndjson")).stream()
                        .map(alert -> alert.path("rule").textValue()))
                .as("alerts of all that was found")
                .containsAll(rules);
        return found;
    }

    private static List<String> eventFiles() throws IOException {
        try (Stream<Path> files = Files.list(DATA.resolve("events"))) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            read.add(JSON.readTree(line));
        }
        return read;
    }

    private static Map<String, Long> of(Map<String, Map<String, Long>> found, JsonNode one) {
        String file = Path.of(one.path("event_file").textValue()).getFileName().toString();
        return found.getOrDefault(file, Map.of());
    }

    @Test
    void findsWhatIsExpectedOfEachCaseWhereNobodyHasSetAnything() throws Exception {
        Map<String, Map<String, Long>> found = found("usual", Map.of());

        int detected = 0;
        for (JsonNode one : read(DATA.resolve("cases.ndjson"))) {
            String ours = WITHOUT_LISTS.get(one.path("rule").asText());
            if (one.path("expect").asText().equals("detect") && ours != null) {
                detected++;
                assertThat(of(found, one))
                        .as(one.path("case").asText())
                        .containsEntry(ours, one.path("count").longValue());
            } else if (one.path("expect").asText().equals("ignore")
                    && one.path("extra_rules").isEmpty()) {
                assertThat(of(found, one).keySet())
                        .as(one.path("case").asText())
                        .doesNotContainAnyElementsOf(WITHOUT_LISTS.values());
            }
        }
        assertThat(detected).isGreaterThan(15);
        assertThat(found.values())
                .as("notes of activity, which are off")
                .noneMatch(rules -> rules.containsKey("Deployment created") || rules.containsKey("Namespace created"));
    }

    @Test
    void findsWhatIsOnNoListAndNotesActivityWhereThatIsAskedFor() throws Exception {
        Path lists = folder.resolve("lists.yml");
        Files.writeString(lists, "allowed_images: [apache]\nallowed_namespaces: [default]\n");

        Map<String, Map<String, Long>> found = found(
                "listed",
                Map.of("detect.rules.lists", lists.toString(), "detect.rules.built-in", "risks, hardening, activity"));

        int detected = 0;
        for (JsonNode one : read(DATA.resolve("cases.ndjson"))) {
            String ours = WITH_LISTS.get(one.path("rule").asText());
            if (ours != null) {
                detected++;
                assertThat(of(found, one)).as(one.path("case").asText()).containsEntry(ours, 1L);
            }
        }
        assertThat(detected).isEqualTo(3);
        assertThat(found.get("create_deployment.json")).containsEntry("Deployment created", 1L);
    }

    @Test
    void findsNothingOfTheKindInTheLogOfAnOrdinarySite() throws Exception {
        Map<String, Map<String, Long>> found = found("site", Map.of(), List.of("../../shared/data/access-logs"));

        Set<String> titles = new TreeSet<>();
        found.values().forEach(rules -> titles.addAll(rules.keySet()));
        List<String> ours = BuiltInRules.read(Map.of()).detections().stream()
                .map(rule -> rule.head().title())
                .toList();
        assertThat(titles).doesNotContainAnyElementsOf(ours);
    }

    @Test
    void findsNothingOfTheKindWhereTheRulesThatComeAlongAreOff() throws Exception {
        assertThat(found("none", Map.of("detect.rules.built-in", "none"))).isEmpty();
    }
}
