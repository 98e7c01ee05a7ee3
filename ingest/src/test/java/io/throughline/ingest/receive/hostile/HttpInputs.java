package io.throughline.ingest.receive.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Over HTTP, OTLP and what else is posted. */
final class HttpInputs extends Inputs {
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";

    HttpInputs() {
        lengths();
        requests();
        bodies();
        json();
        protobuf();
        patience();
    }

    private void post(String name, String path, String type, byte[] body, String... endings) {
        post(name, path, type, "", body, endings);
    }

    private void post(String name, String path, String type, String headers, byte[] body, String... endings) {
        add(
                "http: " + name,
                ports -> {
                    try (Wire wire = Wire.stranger(path.startsWith("/v1") ? ports.otlp() : ports.http())) {
                        return wire.send(head(path, type, headers + "Content-Length: " + body.length + "\r\n"))
                                .send(body)
                                .ending();
                    }
                },
                endings);
    }

    private void raw(String name, String request, String... endings) {
        add(
                "http: " + name,
                ports -> {
                    try (Wire wire = Wire.stranger(ports.http())) {
                        return wire.send(request).ending();
                    }
                },
                endings);
    }

    private static String head(String path, String type, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\n" + headers + "\r\n";
    }

    /** A length of 2^32-1. */
    private void lengths() {
        Bytes.lies()
                .forEach((type, lie) -> post(
                        "msgpack with a lying " + type,
                        "/",
                        "application/msgpack",
                        Bytes.join(Bytes.of(0x81, 0xa1, 'k'), lie),
                        "400"));
    }

    private void requests() {
        raw(
                "a header line without end",
                "POST / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(Bytes.MIB),
                "431",
                "400",
                "closed");
        raw(
                "10,000 headers",
                "POST / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(10_000) + "\r\n",
                "431",
                "400",
                "closed");
        raw(
                "a path of 1 MB",
                "POST /" + "a".repeat(Bytes.MIB) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "414",
                "431",
                "closed");
        raw(
                "a path of dots",
                "POST /../../etc/passwd HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
                "400",
                "404");
        raw("two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", "400");
        raw(
                "a length and chunks",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
                "400");
        raw("a negative length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400");
        raw(
                "a length beyond all numbers",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "400");
        raw("a length of 2 GB", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2147483648\r\n\r\n", "413");
        raw("an unknown transfer coding", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: cow\r\n\r\n", "400", "501");
        raw(
                "a chunk of a lying size",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}",
                "400",
                "408",
                "closed");
        raw("no HTTP at all", "\u0000\u0001\u0002 hello\r\n\r\n", "400", "closed");
        raw("no host", "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", "400");
        raw("HTTP/9.9", "POST / HTTP/9.9\r\nHost: x\r\n\r\n", "400", "505");
        raw("a header with NUL", "POST / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n", "400");
        add(
                "http: a hello of TLS",
                ports -> {
                    try (Wire wire = Wire.stranger(ports.http())) {
                        return wire.send(Bytes.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, '\r', '\n'))
                                .ending();
                    }
                },
                "400",
                "closed");
        add(
                "http: chunks without end",
                ports -> {
                    try (Wire wire = Wire.stranger(ports.http())) {
                        wire.send(head("/", JSON, "Transfer-Encoding: chunked\r\n"));
                        byte[] chunk = ("10000\r\n" + " ".repeat(65_536) + "\r\n").getBytes(UTF_8);
                        return wire.send(Bytes.repeated(chunk, 400)).ending();
                    }
                },
                "413",
                "closed");
    }

    private void bodies() {
        byte[] blanks = Bytes.filled(64 * Bytes.MIB, ' ');
        byte[] packed = Bytes.gzip("{}".getBytes(UTF_8));
        post("a bomb of gzip", "/", JSON, "Content-Encoding: gzip\r\n", Bytes.gzip(blanks), "413");
        post("a bomb of zstd", "/", JSON, "Content-Encoding: zstd\r\n", Zstd.compress(blanks), "413");
        post(
                "a bomb of snappy that lies",
                "/loki/api/v1/push",
                PROTOBUF,
                "Content-Encoding: snappy\r\n",
                Bytes.of(255, 255, 255, 255, 15, 0, 'a'),
                "413",
                "400");
        post("snappy that lies a little", "/loki/api/v1/push", PROTOBUF, Bytes.of(0x80, 0x80, 0x80, 4, 0, 'a'), "400");
        post(
                "gzip that breaks off",
                "/",
                JSON,
                "Content-Encoding: gzip\r\n",
                Arrays.copyOf(packed, packed.length - 9),
                "400");
        post("gzip of 10,000 members", "/", JSON, "Content-Encoding: gzip\r\n", Bytes.repeated(packed, 10_000), "200");
        post("gzip in gzip", "/", JSON, "Content-Encoding: gzip, gzip\r\n", Bytes.gzip(packed), "415");
        post(
                "zstd with a window of 2 GB",
                "/",
                JSON,
                "Content-Encoding: zstd\r\n",
                Bytes.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 1, 0, 0),
                "400");
        post(
                "a form of percent signs",
                "/",
                "application/x-www-form-urlencoded",
                ("json=" + "%".repeat(Bytes.MIB)).getBytes(UTF_8),
                "400");
        post(
                "a form of 15 MB",
                "/",
                "application/x-www-form-urlencoded",
                Bytes.filled(15 * Bytes.MIB, '&'),
                "413",
                "400");
    }

    private void json() {
        post(
                "a line of 15 MB",
                "/",
                "application/x-ndjson",
                ("{\"a\":\"" + "x".repeat(15 * Bytes.MIB) + "\"}\n").getBytes(UTF_8),
                "400",
                "413");
        post("a line of 100 MB", "/", "application/x-ndjson", Bytes.filled(100 * Bytes.MIB, 'x'), "413", "closed");
        post("a million brackets", "/", JSON, Bytes.filled(Bytes.MANY, '['), "400");
        post("a million braces", "/", JSON, Bytes.repeated("{\"a\":".getBytes(UTF_8), Bytes.MANY), "400");
        post("five million empty objects", "/", JSON, Bytes.repeated("{}".getBytes(UTF_8), 5 * Bytes.MANY), "413");
        post("a million members", "/", JSON, manyMembers(), "400");
        post("the same member twice", "/", JSON, "{\"a\":1,\"a\":2}".getBytes(UTF_8), "200");
        post("bytes that are no UTF-8", "/", JSON, Bytes.of('{', '"', 0xff, 0xfe, '"', ':', '1', '}'), "400");
        post("overlong UTF-8", "/", JSON, Bytes.of('{', '"', 0xc0, 0xaf, '"', ':', '1', '}'), "200", "400");
        post("half a character", "/", JSON, "{\"a\":\"\\ud800\"}".getBytes(UTF_8), "200");
        post(
                "a number of a million digits",
                "/",
                JSON,
                ("{\"a\":" + "9".repeat(Bytes.MANY) + "}").getBytes(UTF_8),
                "400");
        post("a time beyond all years", "/?time=9223372036854775807999", JSON, "{}".getBytes(UTF_8), "400");
        post("a time that is no number", "/?time=NaN", JSON, "{}".getBytes(UTF_8), "400");
        post("a time in the year 10^9", "/?time=%2B999999999-12-31T23:59:59Z", JSON, "{}".getBytes(UTF_8), "400");
        post("a tag of escape sequences", "/%1b%5b2J%e2%80%ae", JSON, "{}".getBytes(UTF_8), "200", "400");
        post(
                "a bulk of actions alone",
                "/_bulk",
                JSON,
                Bytes.repeated("{\"delete\":{}}\n".getBytes(UTF_8), Bytes.MANY),
                "413");
        post(
                "a push of empty lines",
                "/loki/api/v1/push",
                JSON,
                ("{\"streams\":[{\"values\":[" + "[\"1\",\"\"],".repeat(Bytes.MANY) + "[\"1\",\"\"]]}]}")
                        .getBytes(UTF_8),
                "413",
                "503");
    }

    private static byte[] manyMembers() {
        StringBuilder object = new StringBuilder("{\"a\":1");
        for (int i = 0; i < Bytes.MANY; i++) {
            object.append(",\"").append(i).append("\":1");
        }
        return object.append('}').toString().getBytes(UTF_8);
    }

    private void protobuf() {
        byte[] deep = Bytes.of(0x0a, 1, 'x');
        for (int i = 0; i < 2000; i++) {
            deep = field(0x2a, field(0x0a, deep));
        }
        post("OTLP nested 2,000 deep", "/v1/logs", PROTOBUF, record(field(0x2a, deep)), "400", "200");
        post(
                "OTLP of five million empty records",
                "/v1/logs",
                PROTOBUF,
                field(0x0a, field(0x12, Bytes.repeated(Bytes.of(0x12, 0), 5 * Bytes.MANY))),
                "413");
        post(
                "OTLP of five million empty resources",
                "/v1/logs",
                PROTOBUF,
                Bytes.repeated(Bytes.of(0x0a, 0), 5 * Bytes.MANY),
                "200");
        post(
                "OTLP of a record of empty attributes",
                "/v1/logs",
                PROTOBUF,
                record(Bytes.repeated(Bytes.of(0x32, 0), Bytes.MANY / 2)),
                "200",
                "413");
        post("OTLP with a lying length", "/v1/logs", PROTOBUF, Bytes.of(0x0a, 255, 255, 255, 255, 7, 1), "400");
        post(
                "OTLP with an unknown severity",
                "/v1/logs",
                PROTOBUF,
                record(Bytes.of(0x10, 255, 255, 255, 255, 7)),
                "200");
        post(
                "OTLP in JSON of a million resources",
                "/v1/logs",
                JSON,
                ("{\"resourceLogs\":[" + "{},".repeat(Bytes.MANY) + "{}]}").getBytes(UTF_8),
                "413");
        post(
                "OTLP in JSON of a record of empty attributes",
                "/v1/logs",
                JSON,
                ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":[" + "{},".repeat(Bytes.MANY)
                                + "{}]}]}]}]}")
                        .getBytes(UTF_8),
                "400");
        post(
                "OTLP in JSON nested a million deep",
                "/v1/logs",
                JSON,
                Bytes.repeated("{\"a\":".getBytes(UTF_8), Bytes.MANY),
                "400");
        post(
                "a push of empty entries",
                "/loki/api/v1/push",
                PROTOBUF,
                field(0x0a, Bytes.repeated(Bytes.of(0x12, 0), 5 * Bytes.MANY)),
                "413",
                "503",
                "400");
    }

    private static byte[] record(byte[] record) {
        return field(0x0a, field(0x12, field(0x12, record)));
    }

    private static byte[] field(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(tag);
        int rest = content.length;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** Those that only take their time. */
    private void patience() {
        add(
                "http: headers a byte at a time",
                ports -> slowly(ports.http(), "POST / HTTP/1.1\r\nHost: x\r\n".getBytes(UTF_8)),
                "closed",
                "408");
        add(
                "http: a body a byte at a time",
                ports -> {
                    try (Wire wire = Wire.stranger(ports.http())) {
                        wire.send(head("/", JSON, "Content-Length: 1000\r\n"));
                        return trickle(wire, Bytes.filled(100, ' '));
                    }
                },
                "408",
                "closed");
        add(
                "http: forty bodies that are not sent to their end",
                ports -> {
                    List<Wire> wires = new ArrayList<>();
                    try {
                        for (int i = 0; i < 40; i++) {
                            wires.add(Wire.stranger(ports.http())
                                    .send(head("/", JSON, "Content-Length: 8000000\r\n"))
                                    .send(Bytes.filled(4 * Bytes.MIB, ' ')));
                        }
                        return wires.getLast().ending();
                    } finally {
                        for (Wire wire : wires) {
                            wire.close();
                        }
                    }
                },
                "503",
                "408",
                "413",
                "closed");
        add(
                "http: half a message and then nothing",
                ports -> {
                    try (Wire wire = Wire.stranger(ports.http())) {
                        return wire.send("POST / HT".getBytes(UTF_8)).closing();
                    }
                },
                "closed");
    }
}
