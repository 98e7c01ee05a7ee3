package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/** The tables of gateways that write JSON. The source of each is the gateway's manual. */
final class GatewayTables {
    private GatewayTables() {}

    /** Kong's {@code file-log}, {@code http-log} and {@code tcp-log}: "Log serializer". Times are milliseconds. */
    static JsonTable kong(FieldReader reader) {
        return new JsonTable(Form.KONG, reader)
                .field("started_at", Field.START)
                .field("request.method", Field.METHOD)
                .field("request.uri", Field.PATH)
                .field("request.url", Field.PATH)
                .field("response.status", Field.STATUS)
                .field("latencies.request", Field.MILLIS)
                .field("request.size", Field.REQUEST_BYTES)
                .field("response.size", Field.RESPONSE_BYTES)
                .field("client_ip", Field.SOURCE_IP)
                .field("request.headers.user-agent", Field.USER_AGENT)
                .field("consumer.username", Field.PRINCIPAL)
                .field("consumer.custom_id", Field.PRINCIPAL)
                .field("authenticated_entity.id", Field.PRINCIPAL)
                .field("request.headers.x-request-id", Field.REQUEST_ID)
                .field("request.id", Field.REQUEST_ID)
                .field("request.headers.traceparent", Field.TRACEPARENT)
                .field("trace_id.w3c", Field.TRACE)
                .label("service.name", "service.target.name")
                .label("service.host", "destination.address")
                .label("request.headers.host", "url.domain")
                .label("request.headers.referer", "http.request.referrer")
                .label("route.name", "kong.route.name")
                .first(GatewayTables::kongNoise);
    }

    /** What Kong repeats of its configuration in every record. */
    private static void kongNoise(JsonValues values) {
        String service = values.get("service.name");
        String host = values.get("service.host");
        String route = values.get("route.name");
        values.removeUnder("service.");
        values.removeUnder("route.");
        put(values, "service.name", service == null ? host : service);
        put(values, "service.host", host);
        put(values, "route.name", route);
    }

    /** Caddy's {@code http.log.access}: the time is when the request ended, durations are seconds, each header is an array. */
    static JsonTable caddy(FieldReader reader) {
        return new JsonTable(Form.CADDY, reader)
                .field("ts", Field.TIME)
                .field("level", Field.LEVEL)
                .field("logger", Field.LOGGER)
                .field("request.method", Field.METHOD)
                .field("request.uri", Field.PATH)
                .field("status", Field.STATUS)
                .field("duration", Field.SECONDS)
                .field("bytes_read", Field.REQUEST_BYTES)
                .field("size", Field.RESPONSE_BYTES)
                .field("request.client_ip", Field.SOURCE_IP)
                .field("request.remote_ip", Field.SOURCE_IP)
                .field("request.remote_addr", Field.SOURCE_IP)
                .version("request.proto")
                .field("user_id", Field.PRINCIPAL)
                .field("request.headers.User-Agent.0", Field.USER_AGENT)
                .field("request.headers.X-Request-Id.0", Field.REQUEST_ID)
                .field("resp_headers.X-Request-Id.0", Field.REQUEST_ID)
                .field("request.headers.Traceparent.0", Field.TRACEPARENT)
                .field("traceID", Field.TRACE)
                .field("spanID", Field.SPAN)
                .label("request.host", "url.domain")
                .label("request.headers.Referer.0", "http.request.referrer")
                .label("request.tls.server_name", "tls.client.server_name")
                .first(values -> values.take("msg"));
    }

    /** Traefik's {@code accessLog} with {@code format: json}: durations are nanoseconds, {@code StartUTC} the request's start. */
    static JsonTable traefik(FieldReader reader) {
        return new JsonTable(Form.TRAEFIK, reader)
                .field("StartUTC", Field.START)
                .field("StartLocal", Field.START)
                .field("time", Field.TIME)
                .field("level", Field.LEVEL)
                .field("RequestMethod", Field.METHOD)
                .field("RequestPath", Field.PATH)
                .field("DownstreamStatus", Field.STATUS)
                .field("OriginStatus", Field.STATUS)
                .field("Duration", Field.NANOS)
                .field("RequestContentSize", Field.REQUEST_BYTES)
                .field("DownstreamContentSize", Field.RESPONSE_BYTES)
                .field("request_X-Forwarded-For", Field.SOURCE_IP)
                .field("ClientHost", Field.SOURCE_IP)
                .field("ClientAddr", Field.SOURCE_IP)
                .field("ClientUsername", Field.PRINCIPAL)
                .field("request_User-Agent", Field.USER_AGENT)
                .field("request_X-Request-Id", Field.REQUEST_ID)
                .field("request_Traceparent", Field.TRACEPARENT)
                .field("TraceId", Field.TRACE)
                .field("SpanId", Field.SPAN)
                .version("RequestProtocol")
                .label("RequestHost", "url.domain")
                .label("ServiceName", "service.target.name")
                .label("ServiceAddr", "destination.address")
                .label("RouterName", "traefik.access.frontend_name")
                .label("ServiceURL", "traefik.access.backend_url")
                .label("request_Referer", "http.request.referrer")
                .first(GatewayTables::traefikSource);
    }

    private static void traefikSource(JsonValues values) {
        values.take("msg");
        String forwarded = values.take("request_X-Forwarded-For");
        if (forwarded != null) {
            put(
                    values,
                    "request_X-Forwarded-For",
                    AccessHead.callers(forwarded, null).address());
        }
    }

    /** Google's load balancer and others that write Cloud Logging's {@code httpRequest}: the timestamp is the request's start. */
    static JsonTable googleLoadBalancer(FieldReader reader) {
        return new JsonTable(Form.GCP_LOAD_BALANCER, reader)
                .field("timestamp", Field.TIME, Field.START)
                .field("severity", Field.LEVEL)
                .field("httpRequest.requestMethod", Field.METHOD)
                .field("httpRequest.requestUrl", Field.PATH)
                .field("httpRequest.status", Field.STATUS)
                .field("httpRequest.latency", Field.DURATION)
                .field("httpRequest.requestSize", Field.REQUEST_BYTES)
                .field("httpRequest.responseSize", Field.RESPONSE_BYTES)
                .field("httpRequest.remoteIp", Field.SOURCE_IP)
                .field("httpRequest.userAgent", Field.USER_AGENT)
                .field("trace", Field.TRACE)
                .field("spanId", Field.SPAN)
                .version("httpRequest.protocol")
                .label("resource.labels.backend_service_name", "service.target.name")
                .label("httpRequest.serverIp", "destination.address")
                .label("httpRequest.referer", "http.request.referrer")
                .label("resource.labels.project_id", "cloud.project.id");
    }

    /** AWS's examples for an API's access log in JSON, of REST and of HTTP APIs. A resource path is a template. */
    static JsonTable amazonApiGateway(FieldReader reader) {
        return new JsonTable(Form.AWS_API_GATEWAY, reader)
                .field("requestTimeEpoch", Field.TIME, Field.START)
                .field("requestTime", Field.TIME, Field.START)
                .field("httpMethod", Field.METHOD)
                .field("path", Field.PATH)
                .field("resourcePath", Field.PATH, Field.ROUTE)
                .field("route", Field.ROUTE)
                .field("status", Field.STATUS)
                .field("responseLatency", Field.MILLIS)
                .field("responseLength", Field.RESPONSE_BYTES)
                .field("ip", Field.SOURCE_IP)
                .field("sourceIp", Field.SOURCE_IP)
                .field("user", Field.PRINCIPAL)
                .field("caller", Field.PRINCIPAL)
                .field("userAgent", Field.USER_AGENT)
                .field("requestId", Field.REQUEST_ID)
                .field("xrayTraceId", Field.TRACE)
                .version("protocol")
                .label("domainName", "url.domain")
                .first(GatewayTables::route);
    }

    /** {@code "routeKey":"GET /pets/{id}"}; {@code $default} says nothing. */
    private static void route(JsonValues values) {
        String key = values.get("routeKey");
        int blank = key == null ? -1 : key.indexOf(' ');
        if (key != null && blank > 0) {
            put(values, "route", key.substring(blank + 1));
        }
        String trace = values.get("xrayTraceId");
        if (trace != null && trace.startsWith("Root=")) {
            put(values, "xrayTraceId", trace.substring(5));
        }
    }

    private static void put(JsonValues values, String name, @Nullable String value) {
        if (value != null) {
            values.all().put(name, value);
        }
    }
}
