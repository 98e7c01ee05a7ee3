package io.throughline.core.rule.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.rule.DetectionRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real audit events with one thing about them changed, for what no case has. */
class AuditVariantsTest {
    private static final Path EVENTS = Path.of("../../shared/data/k8s-audit/events");

    @Test
    void namespacesOfTheHostAreToldApart() throws IOException {
        String event = read("create_nginx_pod_hostnetwork");

        assertThat(found(event)).contains("Pod in the network of its host created");
        assertThat(found(event.replace("hostNetwork", "hostPID")))
                .contains("Pod in the process namespace of its host created")
                .doesNotContain("Pod in the network of its host created");
        assertThat(found(event.replace("hostNetwork", "hostIPC")))
                .contains("Pod in the IPC namespace of its host created");
    }

    @Test
    void oneTrustedImageExcusesNoOther() throws IOException {
        Map<String, List<String>> nginx = Map.of("trusted_privileged_images", List.of("nginx"));

        assertThat(found(read("create_nginx_pod_privileged"), nginx)).doesNotContain("Privileged pod created");
        assertThat(found(read("create_nginx_pod_privileged_2nd_container"), nginx))
                .contains("Privileged pod created");
        assertThat(found(read("create_nginx_pod_privileged_2nd_container"), Map.of("allowed_images", List.of("nginx"))))
                .contains("Pod with an image outside the list created");
    }

    @Test
    void whatIsAbsentAndAllowsSomethingIsFound() throws IOException {
        String event = read("create_nginx_pod_unprivileged");
        String hardened = event.replace(
                "\"image\":\"nginx\"",
                "\"image\":\"nginx@sha256:00\",\"securityContext\":{\"allowPrivilegeEscalation\":false}");

        assertThat(found(event))
                .containsExactlyInAnyOrder("Pod that may escalate created", "Pod with an image without digest created");
        assertThat(found(hardened)).isEmpty();
        assertThat(found(hardened.replace("\":false}", "\":true}"))).containsExactly("Pod that may escalate created");
        assertThat(found(event, Map.of("allowed_registries", List.of("ghcr.io"))))
                .contains("Pod with an image of a registry outside the list created");
    }

    @Test
    void containersAddedToPodsAndRolesForCommandsInThemAreFound() throws IOException {
        assertThat(found(read("exec_pod")
                        .replace("ResponseStarted", "ResponseComplete")
                        .replace("\"verb\":\"create\"", "\"verb\":\"patch\"")
                        .replace("\"subresource\":\"exec\"", "\"subresource\":\"ephemeralcontainers\"")))
                .containsExactly("Ephemeral container added");
        assertThat(found(read("create_clusterrole")
                        .replace("\"resources\":[\"pods\"]", "\"resources\":[\"pods/exec\"]")))
                .containsExactlyInAnyOrder("Role created", "Role with commands in pods created");
    }

    @Test
    void ingressesNodesAndSecretsAreFound() throws IOException {
        String service = read("create_service");
        String ingress = service.replace("\"resource\":\"services\"", "\"resource\":\"ingresses\"");

        assertThat(found(ingress)).containsExactly("Ingress without TLS created");
        assertThat(found(ingress.replace("\"spec\":{", "\"spec\":{\"tls\":[{\"secretName\":\"shop\"}],")))
                .isEmpty();
        assertThat(found(
                        service.replace("\"resource\":\"services\"", "\"resource\":\"nodes\""),
                        Map.of("allowed_nodes", List.of("n1"))))
                .containsExactly("Node outside the list joined");
        assertThat(found(read("create_configmap").replace("configmaps", "secrets")))
                .containsExactly("Secret created");
        assertThat(found(read("delete_configmap").replace("configmaps", "secrets")))
                .containsExactly("Secret deleted");
    }

    @Test
    void peopleAreHeldAgainstTheirLists() throws IOException {
        String event = read("some-user_creates_namespace_foo");

        assertThat(found(event, Map.of("allowed_users", List.of("anna"))))
                .containsExactlyInAnyOrder("Namespace created", "User outside the list");
        assertThat(found(event, Map.of("full_administrators", List.of("some-user"))))
                .containsExactlyInAnyOrder("Namespace created", "Everyday work with every right");
        assertThat(found(event)).containsExactly("Namespace created");
    }

    private static String read(String name) throws IOException {
        return Files.readAllLines(EVENTS.resolve(name + ".json")).getFirst();
    }

    private static List<String> found(String event) {
        return found(event, Map.of());
    }

    private static List<String> found(String event, Map<String, List<String>> lists) {
        List<DetectionRule> rules = PackRun.good(BuiltInRules.read(lists, EnumSet.allOf(BuiltInRules.Group.class)));
        return PackRun.titles(List.of(event), rules);
    }
}
