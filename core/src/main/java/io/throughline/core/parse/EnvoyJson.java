package io.throughline.core.parse;

import io.throughline.core.model.Origin;

/** Envoy's and Istio's JSON access records, with the names of Istio's {@code EnvoyJSONLogFormat}. */
final class EnvoyJson implements JsonForm {
    private final TimeScanner times;
    private final EnvoyRecord record = new EnvoyRecord();

    EnvoyJson(TimeScanner times) {
        this.times = times;
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        String start = values.take("start_time");
        if (start == null || !times.scanValue(start) || !times.isInstant()) {
            return false;
        }
        record.clear();
        record.method = take(values, "method");
        record.url = values.get("path") == null ? take(values, "x_envoy_original_path") : take(values, "path");
        record.protocol = take(values, "protocol");
        record.status = take(values, "response_code");
        record.flags = take(values, "response_flags");
        record.details = take(values, "response_code_details");
        record.requestBytes = take(values, "bytes_received");
        record.responseBytes = take(values, "bytes_sent");
        record.duration = take(values, "duration");
        record.forwardedFor = take(values, "x_forwarded_for");
        record.userAgent = take(values, "user_agent");
        record.requestId = take(values, "request_id");
        record.authority = values.get("authority") == null ? take(values, ":authority") : take(values, "authority");
        record.upstreamHost = take(values, "upstream_host");
        record.upstreamCluster = take(values, "upstream_cluster");
        record.upstreamLocal = take(values, "upstream_local_address");
        record.downstreamLocal = take(values, "downstream_local_address");
        record.downstreamRemote = take(values, "downstream_remote_address");
        record.serverName = take(values, "requested_server_name");
        record.route = take(values, "route_name");
        String traceparent = values.take("traceparent");
        record.into(draft, times);
        if (traceparent != null) {
            GatewayIds.byForm(traceparent, draft);
        }
        values.all().forEach((name, value) -> draft.labelIfAny(name, value));
        HopDraft hop = draft.hop;
        draft.message(hop == null ? text : hop.sentence());
        return true;
    }

    private static String take(JsonValues values, String name) {
        String value = values.take(name);
        return value == null ? "-" : value;
    }
}
