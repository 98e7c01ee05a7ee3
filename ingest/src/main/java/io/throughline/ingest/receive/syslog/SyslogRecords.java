package io.throughline.ingest.receive.syslog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.throughline.ingest.receive.peers.Names;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a raw record of a frame: a JSON object in ECS's names with the line in {@code message}, which normalising takes out again. One
 * per event loop.
 */
final class SyslogRecords {
    private static final String PREFIX = "log.syslog.structured_data.";
    /** As long as RFC 5424 lets a host's name be. */
    private static final int MAX_HOST_CHARS = 255;

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private final SyslogParser parser;
    private final InstantSource clock;

    /** A record, and the host that it is of. */
    record HostRecord(String host, byte[] value) {}

    SyslogRecords(ZoneId zone, InstantSource clock) {
        this.parser = new SyslogParser(zone);
        this.clock = clock;
    }

    /**
     * @param kept bytes of the message that there are
     * @param length bytes that it had
     * @param peer address of who sent it: its host, where the message names none
     */
    HostRecord read(byte[] bytes, int kept, long length, String peer) {
        Instant received = clock.instant();
        SyslogMessage message = parser.parse(new String(bytes, 0, kept, StandardCharsets.UTF_8), received);
        String named = message.host();
        String host = named == null ? peer : Names.clean(named, MAX_HOST_CHARS);
        out.reset();
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("@timestamp", (message.time() == null ? received : message.time()).toString());
            generator.writeStringField("log.level", message.severity());
            generator.writeStringField("host.name", host);
            write(generator, "service.name", message.app());
            write(generator, "process.pid", message.process());
            generator.writeStringField("log.syslog.facility.name", message.facility());
            generator.writeStringField("log.syslog.severity.name", message.severity());
            write(generator, "log.syslog.msgid", message.messageId());
            generator.writeStringField("log.source.address", peer);
            if (length > kept) {
                generator.writeNumberField("throughline.frame_length", length);
            }
            for (Map.Entry<String, String> value : message.structured().entrySet()) {
                generator.writeStringField(PREFIX + value.getKey(), value.getValue());
            }
            if (message.omitted() > 0) {
                generator.writeNumberField("throughline.structured_data_omitted", message.omitted());
            }
            generator.writeStringField("message", message.text());
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HostRecord(host, out.toByteArray());
    }

    private static void write(JsonGenerator generator, String name, @Nullable String value) throws IOException {
        if (value != null) {
            generator.writeStringField(name, value);
        }
    }
}
