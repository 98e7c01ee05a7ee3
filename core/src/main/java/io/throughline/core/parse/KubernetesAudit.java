package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event of Kubernetes' audit log ({@code audit.k8s.io/v1}, also {@code v1beta1}): a request that {@code kube-apiserver} received. One
 * request gives an event per stage; the last is the hop, of all the labels say what was asked of which object. Source: Kubernetes
 * reference, "kube-apiserver Audit Configuration (v1)".
 */
final class KubernetesAudit implements JsonForm {
    private static final String SERVICE = "kube-apiserver";
    static final String PREFIX = "kubernetes.audit.";

    /**
     * What a request asks for that gives a container or an account rights, by the object's paths without places in arrays. What
     * a secret or a configuration holds is never among them.
     */
    private static final Set<String> ASKED = Set.of(
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "serviceAccountName",
            "nodeName",
            "containers.image",
            "containers.securityContext.privileged",
            "containers.securityContext.allowPrivilegeEscalation",
            "containers.securityContext.runAsUser",
            "containers.securityContext.capabilities.add",
            "initContainers.image",
            "initContainers.securityContext.privileged",
            "initContainers.securityContext.capabilities.add",
            "ephemeralContainers.image",
            "volumes.hostPath.path",
            "tls.hosts",
            "tls.secretName",
            "type",
            "kind",
            "roleRef.kind",
            "roleRef.name",
            "subjects.kind",
            "subjects.name",
            "rules.apiGroups",
            "rules.resources",
            "rules.verbs",
            "rules.nonResourceURLs");

    private static final List<String> FIRST = List.of(
            "stage",
            "user.username",
            "objectRef.resource",
            "objectRef.subresource",
            "objectRef.namespace",
            "objectRef.name",
            "responseStatus.code",
            "annotations.authorization.k8s.io/decision");

    /** Have a place in the schema, or say nothing of the request. */
    private static final Set<String> PLACED = Set.of(
            "kind", "apiVersion", "auditID", "timestamp", "stageTimestamp", "requestReceivedTimestamp", "requestURI");

    private final TimeScanner times;
    private final PodFacts pod = new PodFacts();
    private HopDraft hop = new HopDraft();
    private final Map<String, StringBuilder> asked = new LinkedHashMap<>();

    KubernetesAudit(TimeScanner times) {
        this.times = times;
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        String verb = values.get("verb");
        String stage = values.get("stage");
        String uri = values.get("requestURI");
        String ended = values.first("stageTimestamp", "timestamp", "requestReceivedTimestamp");
        if (verb == null || stage == null || uri == null || ended == null || !times.scanValue(ended)) {
            return false;
        }
        draft.form = Form.KUBERNETES_AUDIT;
        draft.service = SERVICE;
        draft.time(times);
        String id = values.get("auditID");
        draft.requestId = id == null ? null : Ids.requestId(id);
        String object = object(values);
        String operation = object == null ? verb + " " + HopFields.pathOf(uri) : verb + " " + object;
        if (stage.equals("ResponseComplete") || stage.equals("Panic")) {
            draft.hop = hop(values, draft, verb, uri, operation);
        }
        labels(values, draft);
        draft.message(message(values, operation));
        return true;
    }

    private HopDraft hop(JsonValues values, Draft draft, String verb, String uri, String operation) {
        hop = new HopDraft();
        hop.request(method(verb), uri, draft);
        hop.operation = operation;
        hop.status = HopFields.status(values.get("responseStatus.code"));
        hop.principal = values.get("user.username");
        hop.sourceIp = HopFields.address(values.get("sourceIPs.0"));
        hop.userAgent = values.get("userAgent");
        String received = values.get("requestReceivedTimestamp");
        Instant ended = draft.time;
        if (ended != null && received != null && times.scanValue(received) && times.isInstant()) {
            hop.start = times.instant(ZoneOffset.UTC);
            hop.duration = Duration.between(hop.start, ended);
        }
        return hop;
    }

    /** {@code pods}, {@code pods/exec}; null for a request that is about no object. */
    private static @Nullable String object(JsonValues values) {
        String resource = values.get("objectRef.resource");
        String part = values.get("objectRef.subresource");
        return resource == null || part == null ? resource : resource + "/" + part;
    }

    /** {@code minikube-user create pods/exec shop/orders-1: 201}, with who was impersonated. */
    private static String message(JsonValues values, String operation) {
        StringBuilder text = new StringBuilder();
        String user = values.get("user.username");
        String as = values.get("impersonatedUser.username");
        String namespace = values.get("objectRef.namespace");
        String name = values.get("objectRef.name");
        String status = values.get("responseStatus.code");
        text.append(user == null ? "?" : user).append(as == null ? "" : " as " + as);
        text.append(' ').append(operation);
        if (namespace != null || name != null) {
            text.append(' ').append(namespace == null ? "" : namespace + "/").append(name == null ? "" : name);
        }
        return text.append(status == null ? "" : ": " + status).toString();
    }

    private void labels(JsonValues values, Draft draft) {
        draft.labelIfAny("event.action", values.get("verb"));
        draft.labelIfAny("orchestrator.namespace", values.get("objectRef.namespace"));
        draft.labelIfAny("orchestrator.resource.type", values.get("objectRef.resource"));
        draft.labelIfAny("orchestrator.resource.name", values.get("objectRef.name"));
        draft.labelIfAny("user.name", values.get("user.username"));
        draft.labelIfAny("source.ip", values.get("sourceIPs.0"));
        // Rules need these: nothing that a request has many of takes their places.
        for (String name : FIRST) {
            draft.labelIfAny(PREFIX + name, values.get(name));
        }
        pod.read(values, draft);
        if ("configmaps".equals(values.get("objectRef.resource"))) {
            draft.label(PREFIX + "configmap.credentials", String.join(", ", CredentialWords.in(values)));
        }
        asked.clear();
        values.all().forEach(this::sort);
        asked.forEach((name, joined) -> draft.label(PREFIX + name, joined.toString()));
    }

    /** Everything but the objects is kept under its own name; of the object that was sent, what gives rights. */
    private void sort(String name, String value) {
        if (name.startsWith("requestObject.")) {
            String plain = withoutPlaces(name);
            if (ASKED.contains(withoutSpec(plain))) {
                join(plain, value);
            }
        } else if (!name.startsWith("responseObject.") && !name.startsWith("metadata.") && !PLACED.contains(name)) {
            join(withoutPlaces(name), value);
        }
    }

    private void join(String name, String value) {
        StringBuilder joined = asked.computeIfAbsent(name, any -> new StringBuilder());
        if (joined.length() < 4096) {
            joined.append(joined.isEmpty() ? "" : ", ").append(value);
        }
    }

    /** A pod's own specification, or that of the pods that a deployment or a cron job makes. */
    private static String withoutSpec(String name) {
        int spec = name.lastIndexOf("spec.");
        return spec < 0 ? name.substring("requestObject.".length()) : name.substring(spec + 5);
    }

    private static String withoutPlaces(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        int from = 0;
        while (from <= name.length()) {
            int dot = name.indexOf('.', from);
            int to = dot < 0 ? name.length() : dot;
            String part = name.substring(from, to);
            if (HopFields.number(part) == null) {
                plain.append(plain.isEmpty() ? "" : ".").append(part);
            }
            from = to + 1;
        }
        return plain.toString();
    }

    private static String method(String verb) {
        return switch (verb) {
            case "create" -> "POST";
            case "update" -> "PUT";
            case "patch" -> "PATCH";
            case "delete", "deletecollection" -> "DELETE";
            default -> "GET"; // get, list, watch, proxy, and the plain verb of a request about no object
        };
    }
}
