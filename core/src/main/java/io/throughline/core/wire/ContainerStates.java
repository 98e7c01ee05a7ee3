package io.throughline.core.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.Privileges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A container's state as a record of {@code throughline.raw}: one flat JSON object, whose members are named as the log document's
 * fields will be. {@code throughline.container.state} is what tells it from other JSON.
 */
public final class ContainerStates {
    /** {@code seen}, {@code started}, {@code ended} or {@code removed}. */
    public static final String STATE = "throughline.container.state";

    public static final String TIME = "@timestamp";
    public static final String HOST = "host.name";
    public static final String ID = "container.id";
    public static final String NAME = "container.name";
    public static final String SERVICE = "service.name";
    public static final String IMAGE = "container.image.name";
    public static final String NAMESPACE = "orchestrator.namespace";
    public static final String POD = "kubernetes.pod.name";

    private static final String PRIVILEGES = "container.security_context.";
    private static final JsonFactory JSON = new JsonFactory();

    private ContainerStates() {}

    public static byte[] encode(ContainerState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField(STATE, state.action().name().toLowerCase(Locale.ROOT));
            json.writeStringField(TIME, state.time().toString());
            json.writeStringField(HOST, state.host());
            write(json, ID, state.id());
            json.writeStringField(NAME, state.name());
            write(json, SERVICE, state.service());
            write(json, IMAGE, state.image());
            write(json, "container.image.hash.all", state.imageDigest());
            write(json, NAMESPACE, state.namespace());
            write(json, POD, state.pod());
            write(json, "kubernetes.pod.uid", state.podUid());
            write(json, "throughline.container.restarts", state.restarts() == 0 ? null : state.restarts());
            write(json, "process.exit_code", state.exitCode());
            write(json, state.privileges());
            for (var label : new TreeMap<>(state.labels()).entrySet()) {
                json.writeStringField("container.labels." + label.getKey(), label.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Privileges privileges) throws IOException {
        write(json, PRIVILEGES + "privileged", privileges.privileged());
        write(json, PRIVILEGES + "allow_privilege_escalation", privileges.escalation());
        write(json, PRIVILEGES + "capabilities.add", privileges.addedCapabilities());
        write(json, PRIVILEGES + "capabilities.drop", privileges.droppedCapabilities());
        write(json, PRIVILEGES + "host_namespaces", privileges.hostNamespaces());
        write(json, PRIVILEGES + "host_paths", privileges.hostPaths());
        write(json, PRIVILEGES + "user", privileges.user());
        write(json, PRIVILEGES + "read_only_root", privileges.readOnlyRoot());
        write(json, PRIVILEGES + "profiles", privileges.profiles());
    }

    private static void write(JsonGenerator json, String name, List<String> values) throws IOException {
        write(json, name, values.isEmpty() ? null : String.join(", ", values));
    }

    private static void write(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }
}
