package io.throughline.core.schema;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels whose names are the schema's: of the Elastic Common Schema 9, of Elastic's modules for servers that it has no
 * names for, and own ones of inventory. In a document they stand beside the event's own fields; all others are under {@code throughline.labels}. The template
 * of the log indices maps each of them.
 */
public final class EcsLabels {
    /** What a label's text is in a document. */
    public enum Kind {
        WORD(null),
        /** A whole number; any other text stays among the other labels. */
        NUMBER(null),
        ADDRESS(null),
        /** Values separated by a comma and a blank. */
        LIST(", "),
        /** Values between bars, as HAProxy captures headers. */
        BARS("|");

        private final @Nullable String separator;

        Kind(@Nullable String separator) {
            this.separator = separator;
        }

        /** Null: one value. */
        @Nullable
        String separator() {
            return separator;
        }
    }

    private static final String WORDS =
            "event.dataset event.module event.kind event.action event.code event.reason event.provider service.type"
                    + " service.target.name service.version service.environment url.original url.query url.domain url.scheme"
                    + " http.request.method url.path http.version http.request.referrer http.request.mime_type source.address"
                    + " source.domain client.address destination.address destination.domain process.name"
                    + " process.command_line process.executable tls.version tls.cipher tls.client.server_name error.code error.type"
                    + " rule.name rule.ruleset rule.uuid user.name user.domain network.protocol network.transport cloud.project.id"
                    + " cloud.region cloud.account.id orchestrator.resource.type orchestrator.resource.name orchestrator.cluster.name"
                    + " container.runtime vulnerability.scanner.vendor vulnerability.report_id throughline.scan.artifact throughline.scan.image_id throughline.scan.system observer.product"
                    + " observer.version haproxy.frontend_name haproxy.backend_name haproxy.server_name haproxy.termination_state"
                    + " haproxy.mode haproxy.source haproxy.http.request.raw_request_line kafka.log.class kafka.log.component"
                    + " traefik.access.frontend_name traefik.access.backend_url traefik.access.user_identifier"
                    + " apache.error.module kubernetes.pod.name kubernetes.pod.uid kubernetes.container.name"
                    + " container.security_context.privileged container.security_context.allow_privilege_escalation"
                    + " container.security_context.user container.security_context.read_only_root";

    private static final String NUMBERS =
            "source.port destination.port process.pid process.thread.id process.exit_code http.request.body.bytes"
                    + " http.response.body.bytes haproxy.bytes_read haproxy.backend_queue haproxy.server_queue"
                    + " haproxy.connection_wait_time_ms haproxy.total_waiting_time_ms haproxy.connections.active"
                    + " haproxy.connections.backend haproxy.connections.frontend haproxy.connections.retries"
                    + " haproxy.connections.server haproxy.http.request.time_wait_ms"
                    + " haproxy.http.request.time_wait_without_data_ms traefik.access.request_count"
                    + " nginx.error.connection_id throughline.vulnerabilities.critical throughline.vulnerabilities.high"
                    + " throughline.vulnerabilities.medium throughline.vulnerabilities.low"
                    + " throughline.vulnerabilities.negligible throughline.vulnerabilities.unknown"
                    + " throughline.vulnerabilities.fixable throughline.vulnerabilities.critical_left_out"
                    + " throughline.container.restarts";

    private static final String ADDRESSES = "source.ip destination.ip";

    private static final String LISTS =
            "tags related.ip event.category container.image.hash.all container.image.tag vulnerability.id vulnerability.severity"
                    + " nginx.access.remote_ip_list container.security_context.capabilities.add"
                    + " container.security_context.capabilities.drop container.security_context.host_namespaces"
                    + " container.security_context.host_paths container.security_context.profiles";

    private static final String BARS = "haproxy.http.request.captured_headers haproxy.http.response.captured_headers";

    private static final Map<String, Kind> KINDS = kinds();

    private EcsLabels() {}

    /** By name, in the names' order. */
    public static Map<String, Kind> all() {
        return Collections.unmodifiableMap(new TreeMap<>(KINDS));
    }

    /** Null for a label that is not the schema's, or has a text that does not fit there. */
    static @Nullable Kind of(String name, String value) {
        Kind kind = KINDS.get(name);
        return kind == Kind.NUMBER && !isNumber(value) ? null : kind;
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        put(kinds, WORDS, Kind.WORD);
        put(kinds, NUMBERS, Kind.NUMBER);
        put(kinds, ADDRESSES, Kind.ADDRESS);
        put(kinds, LISTS, Kind.LIST);
        put(kinds, BARS, Kind.BARS);
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, Kind> kinds, String names, Kind kind) {
        for (String name : names.split(" ")) {
            kinds.put(name, kind);
        }
    }

    /** At most 18 digits, with a minus or without. */
    private static boolean isNumber(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from && text.length() <= 18;
    }
}
