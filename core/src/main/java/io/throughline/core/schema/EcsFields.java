package io.throughline.core.schema;

/** Field names as a person searches them: Elastic Common Schema 9 where it has a name, else under {@code throughline}. */
public final class EcsFields {
    public static final String TIMESTAMP = "@timestamp";
    public static final String MESSAGE = "message";
    public static final String LOG_LEVEL = "log.level";
    public static final String LOG_LOGGER = "log.logger";
    public static final String LOG_FILE = "log.file.path";
    public static final String THREAD = "process.thread.name";
    public static final String SERVICE = "service.name";
    public static final String HOST = "host.name";
    public static final String CONTAINER_ID = "container.id";
    public static final String CONTAINER_NAME = "container.name";
    public static final String CONTAINER_IMAGE = "container.image.name";
    public static final String NAMESPACE = "orchestrator.namespace";
    public static final String TRACE_ID = "trace.id";
    public static final String SPAN_ID = "span.id";
    public static final String REQUEST_ID = "http.request.id";
    public static final String METHOD = "http.request.method";
    public static final String REQUEST_BYTES = "http.request.bytes";
    public static final String RESPONSE_BYTES = "http.response.bytes";
    public static final String STATUS = "http.response.status_code";
    public static final String PATH = "url.path";
    public static final String URL_ORIGINAL = "url.original";
    public static final String USER = "user.id";
    public static final String SOURCE_IP = "source.ip";
    public static final String SOURCE_ADDRESS = "source.address";
    public static final String USER_AGENT = "user_agent.original";
    public static final String EVENT_ID = "event.id";
    public static final String EVENT_OUTCOME = "event.outcome";
    public static final String EVENT_START = "event.start";
    public static final String EVENT_END = "event.end";

    /** Nanoseconds. */
    public static final String EVENT_DURATION = "event.duration";

    public static final String PARENT_SPAN_ID = "throughline.parent_span.id";
    public static final String FLOW_ID = "throughline.flow.id";
    public static final String RECORD_SOURCE = "throughline.source";
    public static final String RECORD_OFFSET = "throughline.offset";
    /** The id of {@link #TEMPLATE_TEXT}. */
    public static final String TEMPLATE_ID = "throughline.template.id";

    /** What the message has in common with others of its kind. */
    public static final String TEMPLATE_TEXT = "throughline.template.text";

    public static final String LABELS = "throughline.labels";
    public static final String HOP_ID = "throughline.hop.id";
    public static final String HOP_VANTAGE = "throughline.hop.vantage";
    public static final String HOP_OPERATION = "throughline.hop.operation";
    public static final String HOP_PEER = "throughline.hop.peer";
    public static final String HOP_LINK = "throughline.hop.link";
    public static final String HOP_SERVICE = "throughline.hop.service";
    public static final String HOP_INSTANCE = "throughline.hop.instance";

    private EcsFields() {}
}
