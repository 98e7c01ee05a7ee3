package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PodFactsTest {
    private static final String POD = "kubernetes.audit.pod.";

    @Test
    void tellsWhichContainersMayDoWhatOfWhateverKindTheyAre() {
        assertThat(facts("""
                {"spec":{"containers":[
                  {"image":"nginx","securityContext":{"allowPrivilegeEscalation":false}},
                  {"image":"registry:5000/shop/orders:1.2@sha256:ab","securityContext":{"capabilities":{"add":["SYS_ADMIN","BPF"]}}}],
                 "initContainers":[{"image":"ghcr.io/a/init:1","securityContext":{"privileged":true,"allowPrivilegeEscalation":false}}],
                 "ephemeralContainers":[{"image":"busybox:1","securityContext":{"allowPrivilegeEscalation":true}}],
                 "hostNetwork":true,"hostPID":true,"hostIPC":false,
                 "volumes":[{"hostPath":{"path":"//etc/./kubernetes/"}},{"hostPath":{"path":"/"}}]}}"""))
                .containsEntry(
                        POD + "images", "nginx, registry:5000/shop/orders:1.2@sha256:ab, ghcr.io/a/init:1, busybox:1")
                .containsEntry(POD + "repositories", "nginx, registry:5000/shop/orders, ghcr.io/a/init, busybox")
                .containsEntry(POD + "registries", "docker.io, registry:5000, ghcr.io")
                .containsEntry(POD + "images_without_digest", "nginx, ghcr.io/a/init:1, busybox:1")
                .containsEntry(POD + "privileged", "ghcr.io/a/init")
                .containsEntry(POD + "may_escalate", "registry:5000/shop/orders, ghcr.io/a/init, busybox")
                .containsEntry(POD + "capabilities", "SYS_ADMIN, BPF")
                .containsEntry(POD + "host_namespaces", "network, pid")
                .containsEntry(POD + "host_paths", "/etc/kubernetes, /")
                .doesNotContainKey(POD + "left_out");
    }

    @Test
    void findsThePodOfWhatMakesPods() {
        assertThat(facts("{\"spec\":{\"jobTemplate\":{\"spec\":{\"template\":{\"spec\":{\"hostPID\":true,"
                        + "\"containers\":[{\"image\":\"a\",\"securityContext\":{\"privileged\":true}}]}}}}}}"))
                .containsEntry(POD + "privileged", "a")
                .containsEntry(POD + "host_namespaces", "pid");
    }

    @Test
    void readsTheOldFormOfEphemeralContainers() {
        assertThat(facts("{\"kind\":\"EphemeralContainers\",\"ephemeralContainers\":[{\"image\":\"debug\"}]}"))
                .containsEntry(POD + "images", "debug");
    }

    @Test
    void takesNothingOfAnObjectsMetadataForAPod() {
        assertThat(facts("{\"metadata\":{\"labels\":{\"spec.containers.0.image\":\"a\"}}}"))
                .doesNotContainKey(POD + "images");
    }

    /** What is missing from a list could be what is not allowed. */
    @Test
    void countsWhatHasNoPlaceInALabel() {
        String large = "a".repeat(990);
        assertThat(facts("{\"spec\":{\"containers\":[{\"image\":\"" + large
                        + "@sha256:00\"},{\"image\":\"evil@sha256:00\"}]}}"))
                .containsEntry(POD + "repositories", large + ", evil")
                .containsEntry(POD + "images", "evil@sha256:00")
                .containsEntry(POD + "left_out", "1");
    }

    @Test
    void tellsTheWordsForCredentialsInAConfigMapAndNothingElseOfIt() {
        Map<String, String> labels = Records.event(audit(
                        "configmaps", "{\"data\":{\"DB_PASSWORD\":\"hunter2\",\"a\":\"aws_access_key_id = X7\"}}"))
                .labels();

        assertThat(labels).containsEntry("kubernetes.audit.configmap.credentials", "aws_access_key_id, password");
        assertThat(labels.toString()).doesNotContain("hunter2").doesNotContain("X7");
        assertThat(Records.event(audit("configmaps", "{\"data\":{\"color\":\"purple\"}}"))
                        .labels())
                .doesNotContainKey("kubernetes.audit.configmap.credentials");
    }

    private static Map<String, String> facts(String object) {
        return Records.event(audit("pods", object.replace("\n", ""))).labels();
    }

    private static String audit(String resource, String object) {
        int from = GatewaySamples.AUDIT.indexOf("{\"kind\":\"Pod\"");
        int to = GatewaySamples.AUDIT.indexOf(",\"requestReceivedTimestamp\"");
        return (GatewaySamples.AUDIT.substring(0, from) + object + GatewaySamples.AUDIT.substring(to))
                .replace("\"resource\":\"pods\"", "\"resource\":\"" + resource + "\"");
    }
}
