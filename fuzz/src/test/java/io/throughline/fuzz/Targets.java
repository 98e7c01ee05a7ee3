package io.throughline.fuzz;

import io.throughline.core.frame.FrameTargets;
import io.throughline.core.parse.ParseTargets;
import io.throughline.ingest.receive.forward.ForwardTargets;
import io.throughline.ingest.receive.http.bulk.BulkTargets;
import io.throughline.ingest.receive.http.json.JsonTargets;
import io.throughline.ingest.receive.http.loki.LokiTargets;
import io.throughline.ingest.receive.http.otlp.OtlpTargets;
import io.throughline.ingest.receive.http.web.ProblemException;
import io.throughline.ingest.receive.http.web.WebTargets;
import io.throughline.ingest.receive.msgpack.MsgpackTargets;
import io.throughline.ingest.receive.syslog.SyslogTargets;
import io.throughline.ingest.ship.RegistryTargets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All targets by their names, which are also the names of their seeds' folders. */
public final class Targets {
    private static final Map<String, Target> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("msgpack-extent", MsgpackTargets::extent),
            Map.entry("msgpack-reader", MsgpackTargets::reader),
            Map.entry("msgpack-json", MsgpackTargets::json),
            Map.entry("msgpack-texts", MsgpackTargets::texts),
            Map.entry("forward-frames", ForwardTargets::frames),
            Map.entry("forward-handshake", ForwardTargets::handshake),
            Map.entry("forward-gzip", ForwardTargets::gzip),
            Map.entry("forward-gzipped", ForwardTargets::gzipped),
            Map.entry("forward-zstd", ForwardTargets::zstd),
            Map.entry("forward-zstd-packed", ForwardTargets::zstdPacked),
            Map.entry("syslog-frames", SyslogTargets::frames),
            Map.entry("syslog-message", SyslogTargets::message),
            Map.entry("otlp-protobuf-logs", OtlpTargets::protobufLogs),
            Map.entry("otlp-protobuf-spans", OtlpTargets::protobufSpans),
            Map.entry("otlp-json-logs", OtlpTargets::jsonLogs),
            Map.entry("otlp-json-spans", OtlpTargets::jsonSpans),
            Map.entry("bulk", BulkTargets::items),
            Map.entry("loki-json", LokiTargets::json),
            Map.entry("loki-protobuf", LokiTargets::protobuf),
            Map.entry("loki-snappy", LokiTargets::snappy),
            Map.entry("loki-labels", LokiTargets::labels),
            Map.entry("http-objects", WebTargets::objects),
            Map.entry("http-headers", WebTargets::headers),
            Map.entry("http-msgpack", JsonTargets::msgpack),
            Map.entry("http-form", JsonTargets::form),
            Map.entry("frame-messages", FrameTargets::messages),
            Map.entry("parse-record", ParseTargets::record),
            Map.entry("parse-line", ParseTargets::line),
            Map.entry("parse-docker", ParseTargets::docker),
            Map.entry("parse-custom-format", ParseTargets::customFormat),
            Map.entry("parse-times", ParseTargets::times),
            Map.entry("parse-gateways", ParseTargets::gateways),
            Map.entry("ship-registry", RegistryTargets::entries),
            Map.entry("ship-registry-sealed", RegistryTargets::sealed),
            Map.entry("wire-origin", WireTargets::origin),
            Map.entry("wire-message", WireTargets::message),
            Map.entry("wire-records", WireTargets::records),
            Map.entry("wire-events", WireTargets::events)));

    private Targets() {}

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * Feeds one target.
     *
     * @return false: it refused the bytes
     * @throws AssertionError what must be true is not; any other exception is a finding, too
     */
    static boolean feed(String name, byte[] bytes) {
        Target target = ALL.get(name);
        if (target == null) {
            throw new IllegalArgumentException("no target '" + name + "', there are " + names());
        }
        try {
            target.feed(bytes);
            return true;
        } catch (IOException | ProblemException e) {
            return false;
        }
    }
}
