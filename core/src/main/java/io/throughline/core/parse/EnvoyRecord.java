package io.throughline.core.parse;

import io.throughline.core.model.Vantage;
import org.jspecify.annotations.Nullable;

/**
 * What Envoy and Istio's sidecars write of a request, by the names of Envoy's command operators, whether it stood in a line or in
 * a JSON object. A dash is none. Used again for every record.
 *
 * <p>A sidecar sees its own service's calls too. A cluster's name tells the direction in Istio ({@code
 * outbound|9080||reviews.shop.svc.cluster.local}); a gateway in front of the mesh calls such clusters as well, yet what it writes is
 * a request that it received: there the one who asked is at another address than the one who called on.
 */
final class EnvoyRecord {
    private static final String OUTBOUND = "outbound|";

    String method = "-";
    String url = "-";
    String protocol = "-";
    String status = "-";
    String flags = "-";
    String details = "-";
    String requestBytes = "-";
    String responseBytes = "-";
    String duration = "-";
    String forwardedFor = "-";
    String userAgent = "-";
    String requestId = "-";
    String authority = "-";
    String upstreamHost = "-";
    String upstreamCluster = "-";
    String upstreamLocal = "-";
    String downstreamLocal = "-";
    String downstreamRemote = "-";
    String serverName = "-";
    String route = "-";

    void clear() {
        method = "-";
        url = "-";
        protocol = "-";
        status = "-";
        flags = "-";
        details = "-";
        requestBytes = "-";
        responseBytes = "-";
        duration = "-";
        forwardedFor = "-";
        userAgent = "-";
        requestId = "-";
        authority = "-";
        upstreamHost = "-";
        upstreamCluster = "-";
        upstreamLocal = "-";
        downstreamLocal = "-";
        downstreamRemote = "-";
        serverName = "-";
        route = "-";
    }

    /** Takes the scanner's time for the start. */
    void into(Draft draft, TimeScanner times) {
        HopDraft hop = new HopDraft();
        draft.form = Form.ENVOY;
        draft.time(times);
        hop.start = draft.time;
        hop.duration = Durations.of(duration, Durations.MILLI);
        hop.request(method, url, draft);
        HopDraft.version(protocol, draft);
        hop.status = HopFields.status(status);
        hop.requestBytes = HopFields.number(requestBytes);
        hop.responseBytes = HopFields.number(responseBytes);
        hop.userAgent = userAgent;
        boolean calling = calls();
        hop.vantage = calling ? Vantage.OUTBOUND : Vantage.INBOUND;
        String service = ClusterName.service(upstreamCluster);
        hop.peer = calling ? service : null;
        hop.sourceIp = source();
        hop.link = calling ? link(upstreamLocal, upstreamHost) : link(downstreamRemote, downstreamLocal);
        if (hop.method == null && service != null) {
            hop.operation = "TCP " + service;
        }
        draft.requestId = Ids.requestId(requestId);
        labels(draft, service);
        draft.hop = hop;
    }

    private void labels(Draft draft, @Nullable String service) {
        draft.labelIfAny("url.domain", authority);
        draft.labelIfAny("service.target.name", service);
        draft.labelIfAny("destination.address", upstreamHost);
        draft.labelIfAny("envoy.response_flags", flags);
        draft.labelIfAny("envoy.response_code_details", details);
        draft.labelIfAny("envoy.upstream_cluster", upstreamCluster);
        draft.labelIfAny("envoy.route_name", route);
        draft.labelIfAny("tls.client.server_name", serverName);
    }

    private boolean calls() {
        if (!upstreamCluster.startsWith(OUTBOUND)) {
            return false;
        }
        String asker = HopFields.address(downstreamRemote);
        String caller = HopFields.address(upstreamLocal);
        return asker != null && (asker.equals(caller) || asker.equals("127.0.0.1"));
    }

    private @Nullable String source() {
        String forwarded = AccessHead.callers(forwardedFor, null).address();
        return forwarded == null ? HopFields.address(downstreamRemote) : forwarded;
    }

    private static @Nullable String link(String from, String to) {
        return from.equals("-") || to.equals("-") ? null : Draft.cut(from + ">" + to, 128);
    }
}
