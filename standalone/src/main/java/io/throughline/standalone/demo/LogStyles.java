package io.throughline.standalone.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The log styles found in the shop, and which service has which. */
final class LogStyles {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private LogStyles() {}

    static LogStyle of(String service) {
        return switch (service) {
            case "gateway" -> new Nginx();
            case "orders", "shipping" -> new Logback(service);
            case "catalog" -> new Pino(service);
            case "payments", "inventory-stock" -> new Zap();
            case "recommendations" -> new PythonJson();
            default -> new Ecs(service);
        };
    }

    /** nginx with {@code log_format json escape=json} and its OpenTelemetry module's variables. */
    static final class Nginx implements LogStyle {
        @Override
        public String call(Call call) {
            return new JsonLine()
                    .put("time_iso8601", MILLIS.format(call.end()))
                    .put("remote_addr", call.peerAddress())
                    .put("remote_user", call.user())
                    .put("request_method", call.method())
                    .put("request_uri", call.path())
                    .put("server_protocol", "HTTP/1.1")
                    .put("status", call.status())
                    .put("body_bytes_sent", call.responseBytes())
                    .put("request_time", LogStyle.seconds(call.took()))
                    .put("http_user_agent", call.userAgent())
                    .put("request_id", call.requestId())
                    .put("traceparent", call.span().traceparent())
                    .put("trace_id", call.span().traceId())
                    .put("span_id", call.span().spanId())
                    .text();
        }

        @Override
        public String note(Instant time, String level, String logger, String message, @Nullable TraceContext span) {
            return DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT)
                            .withZone(ZoneOffset.UTC)
                            .format(time)
                    + " [" + level.toLowerCase(Locale.ROOT) + "] 7#7: " + message;
        }
    }

    /** Elastic's {@code EcsEncoder} for Logback: dotted ECS names. */
    static final class Ecs implements LogStyle {
        private final String service;

        Ecs(String service) {
            this.service = service;
        }

        @Override
        public String call(Call call) {
            JsonLine line = line(call.end(), LogStyle.levelOf(call), "shop.http.Access", LogStyle.sentence(call))
                    .put("trace.id", call.span().traceId())
                    .put("span.id", call.span().spanId())
                    .put("parent.id", call.span().parentSpanId())
                    .put("span.kind", call.inbound() ? "server" : "client")
                    .put("http.request.id", call.requestId())
                    .put("http.request.method", call.method())
                    .put("url.path", call.path())
                    .put("http.response.status_code", call.status())
                    .put("event.duration", call.took().toNanos())
                    .put("user.name", call.user());
            return call.inbound()
                    ? line.put("source.ip", call.peerAddress()).text()
                    : line.put("peer.service", call.peer()).text();
        }

        @Override
        public String note(Instant time, String level, String logger, String message, @Nullable TraceContext span) {
            JsonLine line = line(time, level, logger, message);
            return span == null
                    ? line.text()
                    : line.put("trace.id", span.traceId())
                            .put("span.id", span.spanId())
                            .text();
        }

        private JsonLine line(Instant time, String level, String logger, String message) {
            return new JsonLine()
                    .put("@timestamp", MILLIS.format(time))
                    .put("log.level", level)
                    .put("message", message)
                    .put("ecs.version", "1.2.0")
                    .put("service.name", service)
                    .put("process.thread.name", "http-nio-8080-exec-" + (1 + time.toEpochMilli() % 8))
                    .put("log.logger", logger);
        }
    }

    /** Spring Boot's default console pattern with Micrometer Tracing's correlation field, access lines as key=value. */
    static final class Logback implements LogStyle {
        private final String service;

        Logback(String service) {
            this.service = service;
        }

        @Override
        public String call(Call call) {
            StringBuilder message = new StringBuilder(160);
            message.append(call.inbound() ? "request completed" : "call completed")
                    .append(" span.kind=")
                    .append(call.inbound() ? "server" : "client")
                    .append(" method=")
                    .append(call.method())
                    .append(" path=")
                    .append(call.path())
                    .append(" status=")
                    .append(call.status())
                    .append(" duration_ms=")
                    .append(call.took().toMillis());
            if (call.inbound()) {
                message.append(" client_ip=").append(call.peerAddress());
            } else {
                message.append(" peer.service=").append(call.peer());
            }
            if (call.user() != null) {
                message.append(" user=").append(call.user());
            }
            if (call.span().parentSpanId() != null) {
                message.append(" parent_span_id=").append(call.span().parentSpanId());
            }
            return note(call.end(), LogStyle.levelOf(call), "c.shop.http.AccessLog", message.toString(), call.span());
        }

        @Override
        public String note(Instant time, String level, String logger, String message, @Nullable TraceContext span) {
            return String.format(
                    Locale.ROOT,
                    "%s %5s 1 --- [%s] [nio-8080-exec-%d] [%s] %-40s : %s",
                    MILLIS.format(time),
                    level,
                    service,
                    1 + time.toEpochMilli() % 8,
                    span == null ? " ".repeat(49) : span.traceId() + '-' + span.spanId(),
                    logger,
                    message);
        }
    }

    /** pino-http under Node.js, with the ids that OpenTelemetry's pino instrumentation adds. */
    static final class Pino implements LogStyle {
        private final String service;

        Pino(String service) {
            this.service = service;
        }

        @Override
        public String call(Call call) {
            JsonLine line = line(call.end(), LogStyle.levelOf(call), call.span())
                    .put("parent_span_id", call.span().parentSpanId())
                    .put("span.kind", call.inbound() ? "server" : "client")
                    .put("user", call.user());
            JsonLine request = new JsonLine()
                    .put("id", call.requestId())
                    .put("method", call.method())
                    .put("url", call.path());
            if (call.inbound()) {
                request.put("remoteAddress", call.peerAddress());
            } else {
                line.put("peer.service", call.peer());
            }
            return line.put("req", request)
                    .put("res", new JsonLine().put("statusCode", call.status()))
                    .put("responseTime", call.took().toMillis())
                    .put("msg", "request completed")
                    .text();
        }

        @Override
        public String note(Instant time, String level, String logger, String message, @Nullable TraceContext span) {
            return line(time, level, span)
                    .put("module", logger)
                    .put("msg", message)
                    .text();
        }

        private JsonLine line(Instant time, String level, @Nullable TraceContext span) {
            int number = switch (level) {
                case "DEBUG" -> 20;
                case "INFO" -> 30;
                case "WARN" -> 40;
                default -> 50;
            };
            JsonLine line = new JsonLine()
                    .put("level", number)
                    .put("time", time.toEpochMilli())
                    .put("pid", 1)
                    .put("name", service);
            return span == null ? line : line.put("trace_id", span.traceId()).put("span_id", span.spanId());
        }
    }

    /** Go's zap in its production form: epoch seconds, lower-case levels. */
    static final class Zap implements LogStyle {
        @Override
        public String call(Call call) {
            JsonLine line = line(call.end(), LogStyle.levelOf(call), "httpx/access.go:61", "request completed")
                    .put("trace_id", call.span().traceId())
                    .put("span_id", call.span().spanId())
                    .put("parent_span_id", call.span().parentSpanId())
                    .put("span.kind", call.inbound() ? "server" : "client")
                    .put("method", call.method())
                    .put("path", call.path())
                    .put("status", call.status())
                    .put("duration_ms", (double) call.took().toNanos() / 1e6, 3)
                    .put("user", call.user());
            return call.inbound()
                    ? line.put("client_ip", call.peerAddress()).text()
                    : line.put("peer.service", call.peer()).text();
        }

        @Override
        public String note(Instant time, String level, String logger, String message, @Nullable TraceContext span) {
            JsonLine line = line(time, level, logger, message);
            return span == null
                    ? line.text()
                    : line.put("trace_id", span.traceId())
                            .put("span_id", span.spanId())
                            .text();
        }

        private static JsonLine line(Instant time, String level, String caller, String message) {
            return new JsonLine()
                    .put("level", level.toLowerCase(Locale.ROOT))
                    .put("ts", (double) time.toEpochMilli() / 1e3, 3)
                    .put("caller", caller)
                    .put("msg", message);
        }
    }

    /** python-json-logger with OpenTelemetry's logging instrumentation. */
    static final class PythonJson implements LogStyle {
        @Override
        public String call(Call call) {
            JsonLine line = line(
                            call.end(), LogStyle.levelOf(call), "shop.access", LogStyle.sentence(call), call.span())
                    .put("parent_span_id", call.span().parentSpanId())
                    .put("span.kind", call.inbound() ? "server" : "client")
                    .put("http.method", call.method())
                    .put("http.target", call.path())
                    .put("http.status_code", call.status())
                    .put("duration_ms", call.took().toMillis())
                    .put("user", call.user());
            return call.inbound()
                    ? line.put("client_ip", call.peerAddress()).text()
                    : line.put("peer.service", call.peer()).text();
        }

        @Override
        public String note(Instant time, String level, String logger, String message, @Nullable TraceContext span) {
            return line(time, level, logger, message, span).text();
        }

        private static JsonLine line(
                Instant time, String level, String logger, String message, @Nullable TraceContext span) {
            JsonLine line = new JsonLine()
                    .put("timestamp", MILLIS.format(time))
                    .put("levelname", level.equals("WARN") ? "WARNING" : level)
                    .put("name", logger)
                    .put("message", message);
            return span == null ? line : line.put("otelTraceID", span.traceId()).put("otelSpanID", span.spanId());
        }
    }
}
