package io.throughline.core.parse;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a named field of a structured record means, with the names that libraries and proxies give it: ECS, logstash-logback,
 * Log4j, bunyan, pino, zap, logrus, Serilog, python-json-logger, OpenTelemetry, nginx, Envoy, Traefik, Caddy, Kong. Names are
 * compared without regard to case, underscores and dashes; dots stand for nesting.
 */
enum Field {
    TIME("@timestamp timestamp time ts @t t date datetime eventtime timemillis time_iso8601 time_local asctime"
            + " observedtimestamp logtime"),
    MESSAGE("message msg @m body text event.original renderedmessage"),
    TEMPLATE("@mt messagetemplate"),
    LEVEL("log.level level severity severitytext loglevel levelname level_name lvl @l"),
    LOGGER(
            "log.logger logger logger_name loggername sourcecontext module category channel log.origin.file.name caller"),
    THREAD("process.thread.name thread thread_name threadname"),
    SERVICE("service.name service application app appname spring.application.name otelservicename"
            + " resource.service.name"),
    NAME("name"),
    TRACE("trace.id traceid trace oteltraceid xb3traceid @tr logging.googleapis.com/trace otel.traceid"),
    SPAN("span.id spanid span otelspanid xb3spanid @sp transaction.id logging.googleapis.com/spanid"),
    PARENT("parent.id parentspanid parentspan span.parent.id spanparentid parentid xb3parentspanid otelparentid"),
    TRACEPARENT("traceparent http_traceparent request.headers.traceparent req.headers.traceparent"),
    REQUEST_ID("http.request.id requestid reqid xrequestid req.id request.id correlationid xcorrelationid"
            + " req.headers.xrequestid http_x_request_id"),
    REQUEST("request"),
    METHOD("http.request.method http.method method requestmethod httpmethod req.method request.method"
            + " httprequest.requestmethod verb"),
    PATH("url.path path uripath requestpath http.path http.target requesturi uri url url.original url.full http.url"
            + " req.url req.path request.uri request.url request.path httprequest.requesturl resourcepath"),
    ROUTE("http.route route"),
    STATUS("http.response.status_code http.status_code http.status statuscode status responsestatus res.statuscode"
            + " response.status response.statuscode responsecode downstreamstatus httpstatus"
            + " httprequest.status"),
    NANOS("event.duration durationns elapsedns tookns latencyns"),
    MICROS("durationus elapsedus tookus latencyus durationmicros"),
    MILLIS("durationms elapsedms tookms latencyms responsetime elapsedtime durationmillis http.duration_ms"
            + " requestdurationms responsetimems elapsedmilliseconds latencies.request"),
    SECONDS("durations requesttime durationseconds elapsedseconds latencyseconds"),
    DURATION("duration elapsed took latency httprequest.latency"),
    START("event.start starttime startutc startedat"),
    START_US("startus"),
    REQUEST_BYTES("http.request.bytes http.request.body.bytes requestbytes bytesreceived requestlength requestsize"),
    RESPONSE_BYTES(
            "http.response.bytes http.response.body.bytes responsebytes bytessent bodybytessent size responsesize"
                    + " downstreamcontentsize contentlength bytes res.contentlength"),
    PRINCIPAL("user.id user.name user userid username remoteuser principal enduser.id sub clientusername"),
    SOURCE_IP(
            "source.ip source.address client.ip client.address clientip remoteaddr remoteip sourceip remoteaddress clienthost"
                    + " req.remoteaddress request.remote_ip httprequest.remoteip net.peer.ip"),
    USER_AGENT("user_agent.original useragent httpuseragent http.user_agent request.headers.user-agent"
            + " req.headers.user-agent httprequest.useragent"),
    PEER("peer.service peer peerservice throughline.hop.peer"),
    /** Who is called, in the words of one who calls. */
    TARGET("destination.service.name destination.service targetservice callee"),
    /** Who is called, in the words of one who stands between: what it tells of is a request that it received. */
    UPSTREAM("upstreamcluster upstreamservice service.target.name"),
    CALLER("client.service source.service callerservice clientservice sourceworkload"),
    VANTAGE("throughline.hop.vantage vantage span.kind spankind kind direction"),
    OPERATION("throughline.hop.operation operation operationname db.operation rpc.method grpc.method span.name"),
    LINK("throughline.hop.link link"),
    ERROR("error.message exception.message err.message error err exception @x"),
    STACK("error.stack_trace stacktrace stack_trace err.stack exception.stacktrace stack exc_info"),
    ID("id"),
    HOST("host hostname"),
    INSTANCE("instance"),
    CONTAINER("container"),
    IMAGE("image"),
    // What shippers say of a line, see ShipperEnvelope.
    WRAPPED("log"),
    GELF_MESSAGE("short_message"),
    POD("kubernetes.pod_name kubernetes.pod.name kubernetes_pod_name k8s.pod.name"),
    POD_NAMESPACE("kubernetes.namespace_name kubernetes.namespace kubernetes.pod_namespace kubernetes_namespace_name"
            + " kubernetes_namespace kubernetes_pod_namespace k8s.namespace.name"),
    POD_NODE("kubernetes.host kubernetes.node_name kubernetes.node.name kubernetes.pod_node_name kubernetes_host"
            + " kubernetes_node_name kubernetes_pod_node_name k8s.node.name"),
    POD_CONTAINER("kubernetes.container_name kubernetes.container.name kubernetes_container_name k8s.container.name"),
    POD_CONTAINER_ID("kubernetes.docker_id kubernetes.container_id kubernetes_docker_id kubernetes_container_id"),
    POD_IMAGE("kubernetes.container_image kubernetes.container.image kubernetes_container_image"),
    CONTAINER_NAME("container_name container.name"),
    CONTAINER_ID("container.id container_id_full"),
    CONTAINER_SHORT_ID("container_id"),
    CONTAINER_IMAGE("container.image.name container_image"),
    COMPOSE_SERVICE("com.docker.compose.service label.com.docker.compose.service"
            + " container.labels.com.docker.compose.service container.labels.com_docker_compose_service"),
    HOST_NAME("host.name"),
    FILE("log.file.path file filename filepath"),
    SHIPPER("source_type agent.type agent.ephemeral_id input.type @metadata.beat @version"),
    SYSLOG("log.syslog.facility.name log.syslog.facility.code log.syslog.priority facility syslogfacility"
            + " syslogfacility-text syslogtag _systemd_unit _boot_id"),
    SYSLOG_SEVERITY("log.syslog.severity.name log.syslog.severity.code syslogseverity syslogseverity-text priority"),
    SYSLOG_PROGRAM("log.syslog.appname programname syslog_identifier");

    /** Where libraries put what the application adds. */
    private static final String[] WRAPPERS = {
        "fields.",
        "context.",
        "contextmap.",
        "mdc.",
        "extra.",
        "properties.",
        "attributes.",
        "labels.",
        "data.",
        "httprequest.",
        "resource.attributes."
    };

    private static final Map<String, Field> BY_NAME = new HashMap<>();

    static {
        for (Field field : values()) {
            for (String name : field.names.split(" ")) {
                BY_NAME.putIfAbsent(plain(name), field);
            }
        }
    }

    private final String names;

    Field(String names) {
        this.names = names;
    }

    /** Null where the name says nothing to the schema. */
    static @Nullable Field of(String name) {
        String plain = plain(name);
        Field field = BY_NAME.get(plain);
        if (field != null) {
            return field;
        }
        for (String wrapper : WRAPPERS) {
            if (plain.startsWith(wrapper)) {
                Field inner = BY_NAME.get(plain.substring(wrapper.length()));
                return inner == WRAPPED ? MESSAGE : inner;
            }
        }
        return null;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
