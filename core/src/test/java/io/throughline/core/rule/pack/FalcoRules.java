package io.throughline.core.rule.pack;

import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.yaml.YamlNode;
import io.throughline.core.rule.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Falco's rule files say is allowed in a cluster, as the lists of the pack: lists that are set or added to, and the macros that stand
 * for a list or a switch. Of a file that defines rules, and is not Falco's own set, the rules. What it does not know it refuses. Source:
 * Falco documentation, "Rules", "Appending to Lists, Rules, and Macros".
 */
final class FalcoRules {
    /** A switch that a macro is. */
    enum Switch {
        ACTIVITY,
        ANY_NODE,
        ANY_ADMINISTRATOR
    }

    private static final Map<String, String> OUR_LISTS = Map.of(
            "allowed_k8s_users", "allowed_users",
            "allowed_namespaces", "allowed_namespaces",
            "allowed_k8s_nodes", "allowed_nodes",
            "full_admin_k8s_users", "full_administrators",
            "falco_privileged_images", "trusted_privileged_images",
            "falco_sensitive_mount_images", "trusted_mount_images",
            "falco_hostnetwork_images", "trusted_host_namespace_images",
            "user_known_sa_list", "trusted_service_accounts",
            "allowed_kube_namespace_image_list", "trusted_system_images");
    private static final Map<String, Switch> SWITCHES = Map.of(
            "consider_activity_events", Switch.ACTIVITY,
            "allow_all_k8s_nodes", Switch.ANY_NODE,
            "allowed_full_admin_users", Switch.ANY_ADMINISTRATOR);
    private static final Pattern IMAGES = Pattern.compile(
            "ka\\.req\\.(?:pod\\.containers|container)\\.image(?:\\.repository)?\\s*(?:=|in)\\s*\\(?([^()]*)\\)?");
    private static final Pattern ON = Pattern.compile("k8s_audit_always_true|jevt\\.rawtime exists");
    private static final Pattern OFF =
            Pattern.compile("k8s_audit_never_true|not \\(?jevt\\.rawtime exists\\)?|jevt\\.rawtime=0");

    private final Map<String, List<String>> lists = new HashMap<>();
    private final Map<Switch, Boolean> switches = new EnumMap<>(Switch.class);
    private final List<String> rules = new ArrayList<>();

    /** As Falco's own rules have them. */
    FalcoRules() {
        lists.put(
                "allowed_users",
                List.of(
                        "minikube",
                        "minikube-user",
                        "kubelet",
                        "kops",
                        "admin",
                        "kube",
                        "kube-proxy",
                        "kube-apiserver-healthcheck",
                        "kubernetes-admin",
                        "vertical-pod-autoscaler-recommender",
                        "vertical-pod-autoscaler-updater",
                        "cluster-autoscaler"));
        lists.put("allowed_namespaces", List.of("kube-system", "kube-public", "default"));
        for (Switch one : Switch.values()) {
            switches.put(one, true);
        }
    }

    void read(Path file) throws IOException {
        List<RuleProblem> problems = new ArrayList<>();
        List<YamlNode> documents = YamlReader.read(file.toString(), Files.readString(file), problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.toString());
        }
        boolean isOwnSet = file.toString().endsWith("k8s_audit_rules.yaml");
        for (YamlNode document : documents) {
            for (YamlNode item : ((YamlNode.Sequence) document).items()) {
                item((YamlNode.Mapping) item, isOwnSet);
            }
        }
    }

    private void item(YamlNode.Mapping item, boolean isOwnSet) {
        if (item.get("list") != null) {
            list(text(item, "list"), texts(item, "items"), item.get("append") != null, isOwnSet);
        } else if (item.get("macro") != null) {
            macro(text(item, "macro"), text(item, "condition").strip(), isOwnSet);
        } else if (item.get("rule") != null && !isOwnSet) {
            rules.add(FalcoCondition.rule(text(item, "rule"), text(item, "condition")));
        }
    }

    private void list(String name, List<String> items, boolean isMore, boolean isOwnSet) {
        String ours = OUR_LISTS.get(name);
        if (ours == null) {
            known(name, isOwnSet);
            return;
        }
        List<String> all = new ArrayList<>(isMore ? lists.getOrDefault(ours, List.of()) : List.of());
        all.addAll(items);
        lists.put(ours, all);
    }

    private void macro(String name, String condition, boolean isOwnSet) {
        Matcher images = IMAGES.matcher(condition);
        Switch one = SWITCHES.get(name);
        if (name.equals("allowed_k8s_containers") && images.find()) {
            lists.put("allowed_images", List.of(images.group(1).strip().split("\\s*,\\s*")));
        } else if (name.equals("allowed_k8s_containers")
                && ON.matcher(condition).find()) {
            lists.remove("allowed_images");
        } else if (one != null) {
            boolean isOff = OFF.matcher(condition).find();
            if (!isOff && !ON.matcher(condition).find()) {
                throw new IllegalArgumentException("neither on nor off: " + name + ": " + condition);
            }
            switches.put(one, !isOff);
        } else {
            known(name, isOwnSet);
        }
    }

    /** Falco's own set has the macros that its conditions are made of; the pack has conditions of its own. */
    private static void known(String name, boolean isOwnSet) {
        if (!isOwnSet) {
            throw new IllegalArgumentException("the pack has nothing for " + name);
        }
    }

    Map<String, List<String>> lists() {
        Map<String, List<String>> used = new HashMap<>(lists);
        if (isOn(Switch.ANY_NODE)) {
            used.remove("allowed_nodes");
        }
        if (isOn(Switch.ANY_ADMINISTRATOR)) {
            used.remove("full_administrators");
        }
        return used;
    }

    boolean isOn(Switch one) {
        return Boolean.TRUE.equals(switches.get(one));
    }

    /** As Sigma rules. */
    List<String> rules() {
        return rules;
    }

    private static String text(YamlNode.Mapping item, String name) {
        return ((YamlNode.Scalar) Objects.requireNonNull(item.get(name), name)).text();
    }

    private static List<String> texts(YamlNode.Mapping item, String name) {
        return ((YamlNode.Sequence) Objects.requireNonNull(item.get(name), name))
                .items().stream().map(one -> ((YamlNode.Scalar) one).text()).toList();
    }
}
