package io.throughline.core.rule.pack;

import io.throughline.core.rule.read.RuleCollection;
import io.throughline.core.rule.read.RuleReader;
import io.throughline.core.rule.read.RuleText;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The rules that come with the product, as Sigma files of its own beside this class, before those that an operator brings. What is allowed
 * in one cluster and not in another is in lists, which are placeholders: see {@link #lists()}.
 */
public final class BuiltInRules {
    /** Where problems place the pack's files. */
    public static final String FOLDER = "built-in/";

    private static final String ANY = "*";

    /** Accounts that the cluster's own controllers have in {@code kube-system}. Source: Kubernetes, "Using RBAC Authorization". */
    private static final String CONTROLLERS = "attachdetach-controller bootstrap-signer certificate-controller"
            + " clusterrole-aggregation-controller cronjob-controller daemon-set-controller deployment-controller disruption-controller"
            + " endpoint-controller endpointslice-controller endpointslicemirroring-controller ephemeral-volume-controller expand-controller"
            + " generic-garbage-collector horizontal-pod-autoscaler job-controller namespace-controller node-controller"
            + " persistent-volume-binder pod-garbage-collector pv-protection-controller pvc-protection-controller replicaset-controller"
            + " replication-controller resourcequota-controller root-ca-cert-publisher route-controller service-account-controller"
            + " service-controller statefulset-controller token-cleaner ttl-controller ttl-after-finished-controller";

    /** Those that say what is allowed allow everything until they are set; those that make exceptions make none. */
    private static final Map<String, List<String>> LISTS = Map.ofEntries(
            Map.entry("allowed_images", List.of(ANY)),
            Map.entry("allowed_registries", List.of(ANY)),
            Map.entry("allowed_namespaces", List.of(ANY)),
            Map.entry("allowed_users", List.of(ANY)),
            Map.entry("allowed_nodes", List.of(ANY)),
            Map.entry("full_administrators", List.of()),
            Map.entry("trusted_privileged_images", List.of()),
            Map.entry("trusted_mount_images", List.of()),
            Map.entry("trusted_host_namespace_images", List.of()),
            Map.entry("trusted_system_images", List.of()),
            Map.entry("trusted_exec_users", List.of()),
            Map.entry("trusted_service_accounts", List.of(CONTROLLERS.split(" "))));

    /** A file of the pack, which is on or off as a whole; one rule is taken out with a filter of Sigma's. */
    public enum Group {
        /** What hardly anybody means to allow. */
        RISKS,
        /** What a cluster without hardening does all day, and what engines, scanners and Falco tell. */
        HARDENING,
        /** Notes of what was created and deleted, which are no risks. */
        ACTIVITY
    }

    private BuiltInRules() {}

    /** Everything but the notes of activity. */
    public static Set<Group> usual() {
        return EnumSet.of(Group.RISKS, Group.HARDENING);
    }

    /** The names of the lists, and what they are where nobody sets them. */
    public static Map<String, List<String>> lists() {
        return LISTS;
    }

    /** The lists for a reader that reads the pack: those given, and the others as they are preset. */
    public static Map<String, List<String>> lists(Map<String, List<String>> given) {
        Map<String, List<String>> all = new HashMap<>(LISTS);
        all.putAll(given);
        return Map.copyOf(all);
    }

    /** @param given lists by name, and whatever other placeholders there are */
    public static RuleCollection read(Map<String, List<String>> given) {
        return read(given, usual());
    }

    public static RuleCollection read(Map<String, List<String>> given, Set<Group> groups) {
        return read(new RuleReader(lists(given)), groups).collection();
    }

    /**
     * Reads the pack before or behind other files.
     *
     * @param reader one that has {@link #lists(Map)} for its placeholders
     */
    public static RuleReader read(RuleReader reader, Set<Group> groups) {
        texts(groups).forEach(text -> reader.read(text.file(), text.text()));
        return reader;
    }

    /** The pack's files, as {@link #FOLDER} and their names. */
    public static List<RuleText> texts(Set<Group> groups) {
        return Arrays.stream(Group.values())
                .filter(groups::contains)
                .map(group -> group.name().toLowerCase(Locale.ROOT) + ".yml")
                .map(file -> new RuleText(FOLDER + file, text(file)))
                .toList();
    }

    private static String text(String file) {
        try (InputStream in = BuiltInRules.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new FileNotFoundException("the build has no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
