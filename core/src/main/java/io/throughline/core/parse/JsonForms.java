package io.throughline.core.parse;

import com.fasterxml.jackson.core.JsonFactory;
import io.throughline.core.model.Origin;
import io.throughline.core.wire.ContainerStates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON objects that gateways, tracing and Kubernetes write, each known by a few names among its outermost members. A record is
 * only read a second time where these are all there, so that any other costs one look into a table per member.
 */
final class JsonForms {
    private final Map<String, Long> marks = new HashMap<>();
    private final List<Known> known = new ArrayList<>();
    private final JsonValues values;
    private long seen;

    JsonForms(JsonFactory json, int maxDepth, TimeScanner times) {
        values = new JsonValues(json, maxDepth);
        FieldReader reader = new FieldReader(times);
        add(new KubernetesAudit(times), "auditID", "stage", "verb");
        add(new FalcoAlert(times), "rule", "priority", "output");
        add(new DockerEvent(times), "Type", "Action", "Actor");
        add(new ContainerStateForm(times), ContainerStates.STATE);
        add(new OtlpSpan(reader), "resourceSpans");
        add(new OtlpSpan(reader), "startTimeUnixNano", "endTimeUnixNano", "spanId");
        add(new ZipkinSpan(reader), "traceId", "id", "localEndpoint");
        add(new JaegerSpan(reader), "operationName", "startTime", "duration", "spanID");
        add(new JaegerSpan(reader), "operationName", "startTime", "duration", "spanId");
        add(new EnvoyJson(times), "response_flags", "response_code", "start_time");
        add(GatewayTables.kong(reader), "latencies", "request", "response");
        add(GatewayTables.caddy(reader), "request", "resp_headers", "status");
        add(GatewayTables.traefik(reader), "RequestMethod", "DownstreamStatus");
        add(GatewayTables.googleLoadBalancer(reader), "httpRequest", "resource", "timestamp");
        JsonWalk walk = new JsonWalk(json, maxDepth);
        add(new TrivyReport(walk, times), "SchemaVersion", "ArtifactName");
        add(new TrivyReport(walk, times), "apiVersion", "kind", "report");
        add(new GrypeReport(walk, times), "matches", "source", "descriptor");
        add(GatewayTables.amazonApiGateway(reader), "requestId", "httpMethod", "requestTime");
    }

    private void add(JsonForm form, String... names) {
        long needed = 0;
        for (String name : names) {
            needed |= marks.computeIfAbsent(name, any -> 1L << marks.size());
        }
        known.add(new Known(form, needed));
    }

    void clear() {
        seen = 0;
    }

    /** Takes note of an outermost member. */
    void see(String name) {
        Long mark = marks.get(name);
        if (mark != null) {
            seen |= mark;
        }
    }

    /** Null where the members seen make none of the forms. */
    @Nullable
    JsonForm found() {
        if (seen == 0) {
            return null;
        }
        for (Known form : known) {
            if ((seen & form.needed) == form.needed) {
                return form.reader;
            }
        }
        return null;
    }

    /** False where the text is not of the form after all. The draft has to be empty. */
    boolean read(JsonForm form, String text, Draft draft, Origin source) throws IOException {
        if (!form.readsValues()) {
            return form.read(values, draft, text, source);
        }
        values.read(text);
        if (!form.read(values, draft, text, source)) {
            return false;
        }
        values.labelLeftOut(draft);
        return true;
    }

    private record Known(JsonForm reader, long needed) {}
}
