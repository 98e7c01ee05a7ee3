package io.throughline.core.rule.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.read.RuleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The cases of Falco's own tests of its rules for Kubernetes audit events: for each the events, the rule that must fire and how often, or
 * that none may, and what of Falco's lists and switches was set. What the pack has beyond Falco's rules to harden a cluster is off, as it
 * is in Falco.
 */
class AuditCasesTest {
    private static final Path DATA = Path.of("../../shared/data/k8s-audit");

    /** Falco's rule, and the one of the pack that answers it. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("Disallowed K8s User", "User outside the list"),
            Map.entry("Create Disallowed Pod", "Pod with an image outside the list created"),
            Map.entry("Create Privileged Pod", "Privileged pod created"),
            Map.entry("Create Sensitive Mount Pod", "Pod with a sensitive path of its host created"),
            Map.entry("Create HostNetwork Pod", "Pod in the network of its host created"),
            Map.entry("Create HostPid Pod", "Pod in the process namespace of its host created"),
            Map.entry("Create HostPID Pod", "Pod in the process namespace of its host created"),
            Map.entry("Create HostIPC Pod", "Pod in the IPC namespace of its host created"),
            Map.entry("Create HostIpc Pod", "Pod in the IPC namespace of its host created"),
            Map.entry("Create NodePort Service", "Service on the ports of all nodes created"),
            Map.entry("Create/Modify Configmap With Private Credentials", "Config map with private credentials"),
            Map.entry("Anonymous Request Allowed", "Anonymous request allowed"),
            Map.entry("Attach/Exec Pod", "Command in a pod"),
            Map.entry("EphemeralContainers Created", "Ephemeral container added"),
            Map.entry("Create Disallowed Namespace", "Namespace outside the list created"),
            Map.entry("Pod Created in Kube Namespace", "Pod in a namespace of the cluster created"),
            Map.entry(
                    "Service Account Created in Kube Namespace",
                    "Service account in a namespace of the cluster created"),
            Map.entry("System ClusterRole Modified/Deleted", "System role changed"),
            Map.entry("Attach to cluster-admin Role", "Binding to cluster-admin created"),
            Map.entry("ClusterRole With Wildcard Created", "Role with wildcards created"),
            Map.entry("ClusterRole With Write Privileges Created", "Role with write privileges created"),
            Map.entry("ClusterRole With Pod Exec Created", "Role with commands in pods created"),
            Map.entry("K8s Deployment Created", "Deployment created"),
            Map.entry("K8s Deployment Deleted", "Deployment deleted"),
            Map.entry("K8s Service Created", "Service created"),
            Map.entry("K8s Service Deleted", "Service deleted"),
            Map.entry("K8s ConfigMap Created", "Config map created"),
            Map.entry("K8s ConfigMap Deleted", "Config map deleted"),
            Map.entry("K8s Namespace Created", "Namespace created"),
            Map.entry("K8s Namespace Deleted", "Namespace deleted"),
            Map.entry("K8s Serviceaccount Created", "Service account created"),
            Map.entry("K8s Serviceaccount Deleted", "Service account deleted"),
            Map.entry("K8s Role/Clusterrole Created", "Role created"),
            Map.entry("K8s Role/Clusterrole Deleted", "Role deleted"),
            Map.entry("K8s Role/Clusterrolebinding Created", "Binding created"),
            Map.entry("K8s Role/Clusterrolebinding Deleted", "Binding deleted"),
            Map.entry("K8s Secret Created", "Secret created"),
            Map.entry("K8s Secret Deleted", "Secret deleted"),
            Map.entry("Ingress Object without TLS Certificate Created", "Ingress without TLS created"),
            Map.entry("Ingress Object Without TLS Certificate Created", "Ingress without TLS created"),
            Map.entry("Untrusted Node Successfully Joined the Cluster", "Node outside the list joined"),
            Map.entry("Untrusted Node Unsuccessfully Tried to Join the Cluster", "Node outside the list refused"),
            Map.entry("Full K8s Administrative Access", "Everyday work with every right"));

    @Test
    void everyCaseIsAsExpected() throws IOException {
        JsonMapper json = new JsonMapper();
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        for (String line : Files.readAllLines(DATA.resolve("cases.ndjson"))) {
            JsonNode one = json.readTree(line);
            cases++;
            String problem = problem(one);
            if (!problem.isEmpty()) {
                wrong.add(one.get("case").asText() + ": " + problem);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(cases).isPositive();
    }

    /** Empty where the case is as expected. */
    private String problem(JsonNode one) throws IOException {
        FalcoRules falco = new FalcoRules();
        for (JsonNode file : one.get("extra_rules")) {
            falco.read(DATA.resolve(file.asText()));
        }
        String rule = one.get("rule").asText();
        List<String> found;
        try {
            found = PackRun.titles(
                    Files.readAllLines(DATA.resolve(one.get("event_file").asText())), rules(falco));
        } catch (IllegalArgumentException e) {
            return List.of("detect", "ignore").contains(one.get("expect").asText()) ? "refused: " + e.getMessage() : "";
        }
        return switch (one.get("expect").asText()) {
            case "detect" -> {
                String ours = OURS.getOrDefault(rule, rule);
                long count = found.stream().filter(ours::equals).count();
                yield count == one.get("count").asInt() ? "" : ours + " fired " + count + " times: " + found;
            }
            case "ignore" -> found.isEmpty() ? "" : "fired: " + found;
            default -> "was read, and should be refused";
        };
    }

    /** Those of a file that defines rules are loaded alone. */
    private static List<DetectionRule> rules(FalcoRules falco) {
        if (!falco.rules().isEmpty()) {
            RuleReader reader = new RuleReader();
            falco.rules().forEach(rule -> reader.read("falco", rule));
            return PackRun.good(reader.collection());
        }
        boolean activity = falco.isOn(FalcoRules.Switch.ACTIVITY);
        EnumSet<BuiltInRules.Group> groups =
                activity ? EnumSet.allOf(BuiltInRules.Group.class) : EnumSet.of(BuiltInRules.Group.RISKS);
        Set<String> beyond =
                PackRun.good(BuiltInRules.read(Map.of(), EnumSet.of(BuiltInRules.Group.HARDENING))).stream()
                        .map(rule -> rule.head().title())
                        .filter(title -> !OURS.containsValue(title))
                        .collect(Collectors.toSet());
        return PackRun.good(BuiltInRules.read(falco.lists(), groups)).stream()
                .filter(rule -> !beyond.contains(rule.head().title()))
                .toList();
    }

    @Test
    void refusesWhatIsNoAuditEvent() {
        for (String line :
                List.of("{\"kind\": 0}", "{\"kind\":\"Event\"}", "{\"kind\":[[0]],\"stage\":{}}", "[]", "0")) {
            assertThatThrownBy(() -> PackRun.event(line)).as(line).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyRuleOfFalcosHasOneInThePack() {
        List<String> titles =
                PackRun.good(BuiltInRules.read(Map.of(), EnumSet.allOf(BuiltInRules.Group.class))).stream()
                        .map(rule -> rule.head().title())
                        .toList();

        assertThat(titles).containsAll(OURS.values());
    }

    @Test
    void aRuleOfFalcosWithAPointerIsReadAsOneOfSigmas() throws IOException {
        RuleReader reader = new RuleReader();
        reader.read(
                "falco",
                FalcoCondition.rule(
                        "pointers",
                        "jevt.value[/requestObject/spec/containers/0/image]=nginx and ka.verb in (create, update)"
                                + " and not jevt.value[/objectRef/subresource] exists"));
        List<DetectionRule> rules = PackRun.good(reader.collection());

        assertThat(PackRun.titles(Files.readAllLines(DATA.resolve("events/create_nginx_pod_privileged.json")), rules))
                .containsExactly("pointers");
        assertThat(PackRun.titles(Files.readAllLines(DATA.resolve("events/exec_pod.json")), rules))
                .isEmpty();
    }
}
