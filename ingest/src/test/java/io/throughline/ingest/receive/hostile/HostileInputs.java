package io.throughline.ingest.receive.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import io.throughline.ingest.receive.msgpack.Packer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** The table: what is sent, and how it has to end. */
final class HostileInputs {
    private static final int MIB = 1 << 20;
    private static final int MANY = 1_000_000;
    private static final int CONNECTIONS = 600;
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";

    private final List<Hostile> all = new ArrayList<>();

    private HostileInputs() {}

    static List<Hostile> all() {
        HostileInputs inputs = new HostileInputs();
        inputs.lengths();
        inputs.forward();
        inputs.forwardPacked();
        inputs.handshakes();
        inputs.requests();
        inputs.bodies();
        inputs.json();
        inputs.protobuf();
        inputs.syslog();
        inputs.patience();
        return inputs.all;
    }

    private void add(String name, Hostile.Act act, String... endings) {
        all.add(new Hostile(name, act, Set.of(endings)));
    }

    private void forward(String name, byte[] bytes, String... endings) {
        add(
                "forward: " + name,
                ports -> {
                    try (Wire wire = Wire.stranger(ports.forward())) {
                        return wire.send(bytes).ending();
                    }
                },
                endings);
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

    private static byte[] of(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] repeated(byte[] part, int times) {
        byte[] bytes = new byte[part.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, bytes, i * part.length, part.length);
        }
        return bytes;
    }

    private static byte[] filled(int length, int octet) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static Packer record() {
        return new Packer().map(1).text("log").text("x");
    }

    private static byte[] chunk(byte[] tag) {
        return new Packer()
                .array(4)
                .text(tag)
                .integer(1_795_341_600)
                .raw(record().bytes())
                .map(1)
                .text("chunk")
                .text("c1")
                .bytes();
    }

    /** Lengths of 2^32-1 everywhere that a length can be. */
    private void lengths() {
        Map<String, byte[]> lies = new LinkedHashMap<>();
        lies.put("array32", of(0xdd, 255, 255, 255, 255));
        lies.put("map32", of(0xdf, 255, 255, 255, 255));
        lies.put("str32", of(0xdb, 255, 255, 255, 255, 'a'));
        lies.put("bin32", of(0xc6, 255, 255, 255, 255, 'a'));
        lies.put("ext32", of(0xc9, 255, 255, 255, 255, 1, 'a'));
        lies.forEach((type, lie) -> {
            byte[] tagged = new Packer().array(3).text("t").integer(1).bytes();
            forward("a frame that is a lying " + type, lie, "closed");
            forward("a record that is a lying " + type, join(tagged, lie), "closed");
            forward("a member that is a lying " + type, join(tagged, of(0x81, 0xa1, 'k'), lie), "closed");
            forward(
                    "an option that is a lying " + type,
                    join(
                            new Packer().array(4).text("t").integer(1).bytes(),
                            record().bytes(),
                            of(0x81, 0xa1, 'k'),
                            lie),
                    "closed");
            forward(
                    "a time that is a lying " + type,
                    join(new Packer().array(3).text("t").bytes(), lie),
                    "closed");
            post("msgpack with a lying " + type, "/", "application/msgpack", join(of(0x81, 0xa1, 'k'), lie), "400");
        });
    }

    private void forward() {
        forward("a million arrays in each other", join(of(0x93, 0xa1, 't', 1), filled(MANY, 0x91), of(0xc0)), "closed");
        forward(
                "a million maps in each other",
                join(of(0x93, 0xa1, 't', 1), repeated(of(0x81, 0xa1, 'k'), MANY), of(0xc0)),
                "closed");
        forward("a tag of a path", chunk("../../../etc/passwd".getBytes(UTF_8)), "answered");
        forward("a tag with line ends", chunk("a\r\nb: c\n".getBytes(UTF_8)), "answered");
        forward("a tag with NUL", chunk("a\0b".getBytes(UTF_8)), "answered");
        forward("a tag with escape sequences", chunk("\u001b[2J\u001b]0;x\u0007".getBytes(UTF_8)), "answered");
        forward("a tag with bidi controls", chunk("\u202egpj.exe".getBytes(UTF_8)), "answered");
        forward("a tag that is no UTF-8", chunk(of(0xc0, 0x80, 0xed, 0xa0, 0x80, 0xff)), "answered");
        forward("a tag of 1 MB", chunk(filled(MIB, 'a')), "answered");
        forward(
                "a record of 12 MB",
                join(
                        new Packer()
                                .array(4)
                                .text("t")
                                .integer(1)
                                .map(1)
                                .text("k")
                                .text(filled(12 * MIB, 'x'))
                                .bytes(),
                        new Packer().map(1).text("chunk").text("c").bytes()),
                "answered");
        forward(
                "a chunk's name of 1 MB",
                join(
                        new Packer().array(4).text("t").integer(1).bytes(),
                        record().bytes(),
                        new Packer().map(1).text("chunk").text(filled(MIB, 'c')).bytes()),
                "closed");
        forward("a request of HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8), "closed");
        forward("a hello of TLS", of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3), "closed");
        forward("a byte that begins no value", of(0xc1), "closed");
        forward(
                "twenty megabytes of a frame",
                join(of(0x92, 0xa1, 't', 0xc6, 1, 0x40, 0, 0), new byte[20 * MIB]),
                "closed");
        forward(
                "four million empty arrays",
                join(
                        of(0x94, 0xa1, 't', 1, 0x81, 0xa1, 'k', 0xdd, 0, 0x40, 0, 0),
                        filled(4 << 20, 0x90),
                        new Packer().map(1).text("chunk").text("c").bytes()),
                "answered");
        forward(
                "metrics",
                new Packer()
                        .array(3)
                        .text("t")
                        .array(0)
                        .map(1)
                        .text("fluent_signal")
                        .integer(1)
                        .bytes(),
                "closed");
        add(
                "forward: connections without end",
                ports -> {
                    List<Wire> wires = new ArrayList<>();
                    int closed = 0;
                    try {
                        for (int i = 0; i < CONNECTIONS; i++) {
                            wires.add(Wire.stranger(ports.forward()));
                        }
                        closed = wires.getLast().ending().equals("closed") ? 1 : 0;
                    } finally {
                        for (Wire wire : wires) {
                            wire.close();
                        }
                    }
                    return closed == 1 ? "closed" : "open";
                },
                "closed");
    }

    private static byte[] packed(byte[] entries, String compression) {
        return new Packer()
                .array(3)
                .text("t")
                .binary(entries)
                .map(2)
                .text("compressed")
                .text(compression)
                .text("chunk")
                .text("c")
                .bytes();
    }

    private void forwardPacked() {
        byte[] zeros = new byte[64 * MIB];
        byte[] entry = new Packer().array(2).integer(1).raw(record().bytes()).bytes();
        byte[] gzip = gzip(entry);
        byte[] zstd = Zstd.compress(entry);
        forward("a bomb of gzip", packed(gzip(zeros), "gzip"), "closed");
        forward("a bomb of zstd", packed(Zstd.compress(zeros), "zstd"), "closed");
        forward("a bomb in a bomb", packed(gzip(gzip(zeros)), "gzip"), "closed");
        forward("gzip of 10,000 members", packed(repeated(gzip, 10_000), "gzip"), "answered");
        forward("gzip of empty members", packed(repeated(gzip(new byte[0]), 10_000), "gzip"), "answered");
        forward("zstd of 10,000 frames", packed(repeated(zstd, 10_000), "zstd"), "answered");
        forward("gzip that breaks off", packed(Arrays.copyOf(gzip, gzip.length - 9), "gzip"), "closed");
        forward("zstd that breaks off", packed(Arrays.copyOf(zstd, zstd.length - 3), "zstd"), "closed");
        byte[] wrong = gzip.clone();
        wrong[wrong.length - 8] ^= 1;
        forward("gzip with a wrong checksum", packed(wrong, "gzip"), "closed");
        forward("zstd with a window of 2 GB", packed(of(0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 1, 0, 0), "zstd"), "closed");
        forward("an unknown compression", packed(gzip, "lz4"), "closed");
        forward("three million tiny records", packed(gzip(repeated(of(0x92, 1, 0x80), 3 * MIB)), "gzip"), "closed");
    }

    private void handshakes() {
        String digest = "0".repeat(128);
        secured("a frame before a handshake", chunk("t".getBytes(UTF_8)));
        secured("a wrong shared key", ping("node", "salt", digest));
        secured("a digest's first byte alone", ping("node", "salt", "0"));
        secured("no digest", ping("node", "salt", ""));
        secured("a PING that was sent before", ping("node", "0123456789abcdef", "ab".repeat(64)));
        secured("a PING of 1 MB", ping("n".repeat(MIB), "salt", digest));
        secured("a PING that lies", of(0x96, 0xdb, 255, 255, 255, 255));
    }

    private static byte[] ping(String host, String salt, String digest) {
        return new Packer()
                .array(6)
                .text("PING")
                .text(host)
                .text(salt)
                .text(digest)
                .text("")
                .text("")
                .bytes();
    }

    private void secured(String name, byte[] bytes) {
        add(
                "forward: " + name,
                ports -> {
                    try (Wire wire = Wire.stranger(ports.secured())) {
                        return wire.send(bytes).closing();
                    }
                },
                "closed");
    }

    private void requests() {
        raw("a header line without end", "POST / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(MIB), "431", "400", "closed");
        raw(
                "10,000 headers",
                "POST / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(10_000) + "\r\n",
                "431",
                "400",
                "closed");
        raw("a path of 1 MB", "POST /" + "a".repeat(MIB) + " HTTP/1.1\r\nHost: x\r\n\r\n", "414", "431", "closed");
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
                        return wire.send(of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, '\r', '\n'))
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
                        return wire.send(repeated(chunk, 400)).ending();
                    }
                },
                "413",
                "closed");
    }

    private void bodies() {
        byte[] blanks = filled(64 * MIB, ' ');
        byte[] packed = gzip("{}".getBytes(UTF_8));
        post("a bomb of gzip", "/", JSON, "Content-Encoding: gzip\r\n", gzip(blanks), "413");
        post("a bomb of zstd", "/", JSON, "Content-Encoding: zstd\r\n", Zstd.compress(blanks), "413");
        post(
                "a bomb of snappy that lies",
                "/loki/api/v1/push",
                PROTOBUF,
                "Content-Encoding: snappy\r\n",
                of(255, 255, 255, 255, 15, 0, 'a'),
                "413",
                "400");
        post("snappy that lies a little", "/loki/api/v1/push", PROTOBUF, of(0x80, 0x80, 0x80, 4, 0, 'a'), "400");
        post(
                "gzip that breaks off",
                "/",
                JSON,
                "Content-Encoding: gzip\r\n",
                Arrays.copyOf(packed, packed.length - 9),
                "400");
        post("gzip of 10,000 members", "/", JSON, "Content-Encoding: gzip\r\n", repeated(packed, 10_000), "200");
        post("gzip in gzip", "/", JSON, "Content-Encoding: gzip, gzip\r\n", gzip(packed), "415");
        post(
                "zstd with a window of 2 GB",
                "/",
                JSON,
                "Content-Encoding: zstd\r\n",
                of(0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 1, 0, 0),
                "400");
        post(
                "a form of percent signs",
                "/",
                "application/x-www-form-urlencoded",
                ("json=" + "%".repeat(MIB)).getBytes(UTF_8),
                "400");
        post("a form of 15 MB", "/", "application/x-www-form-urlencoded", filled(15 * MIB, '&'), "413", "400");
    }

    private void json() {
        post(
                "a line of 15 MB",
                "/",
                "application/x-ndjson",
                ("{\"a\":\"" + "x".repeat(15 * MIB) + "\"}\n").getBytes(UTF_8),
                "400",
                "413");
        post("a line of 100 MB", "/", "application/x-ndjson", filled(100 * MIB, 'x'), "413", "closed");
        post("a million brackets", "/", JSON, filled(MANY, '['), "400");
        post("a million braces", "/", JSON, repeated("{\"a\":".getBytes(UTF_8), MANY), "400");
        post("five million empty objects", "/", JSON, repeated("{}".getBytes(UTF_8), 5 * MANY), "413");
        post("a million members", "/", JSON, manyMembers(), "400");
        post("the same member twice", "/", JSON, "{\"a\":1,\"a\":2}".getBytes(UTF_8), "200");
        post("bytes that are no UTF-8", "/", JSON, of('{', '"', 0xff, 0xfe, '"', ':', '1', '}'), "400");
        post("overlong UTF-8", "/", JSON, of('{', '"', 0xc0, 0xaf, '"', ':', '1', '}'), "200", "400");
        post("half a character", "/", JSON, "{\"a\":\"\\ud800\"}".getBytes(UTF_8), "200");
        post("a number of a million digits", "/", JSON, ("{\"a\":" + "9".repeat(MANY) + "}").getBytes(UTF_8), "400");
        post("a time beyond all years", "/?time=9223372036854775807999", JSON, "{}".getBytes(UTF_8), "400");
        post("a time that is no number", "/?time=NaN", JSON, "{}".getBytes(UTF_8), "400");
        post("a time in the year 10^9", "/?time=%2B999999999-12-31T23:59:59Z", JSON, "{}".getBytes(UTF_8), "400");
        post("a tag of escape sequences", "/%1b%5b2J%e2%80%ae", JSON, "{}".getBytes(UTF_8), "200", "400");
        post("a bulk of actions alone", "/_bulk", JSON, repeated("{\"delete\":{}}\n".getBytes(UTF_8), MANY), "413");
        post(
                "a push of empty lines",
                "/loki/api/v1/push",
                JSON,
                ("{\"streams\":[{\"values\":[" + "[\"1\",\"\"],".repeat(MANY) + "[\"1\",\"\"]]}]}").getBytes(UTF_8),
                "413",
                "503");
    }

    private static byte[] manyMembers() {
        StringBuilder object = new StringBuilder("{\"a\":1");
        for (int i = 0; i < MANY; i++) {
            object.append(",\"").append(i).append("\":1");
        }
        return object.append('}').toString().getBytes(UTF_8);
    }

    private void protobuf() {
        byte[] deep = of(0x0a, 1, 'x');
        for (int i = 0; i < 2000; i++) {
            deep = field(0x2a, field(0x0a, deep));
        }
        post("OTLP nested 2,000 deep", "/v1/logs", PROTOBUF, record(field(0x2a, deep)), "400", "200");
        post(
                "OTLP of five million empty records",
                "/v1/logs",
                PROTOBUF,
                field(0x0a, field(0x12, repeated(of(0x12, 0), 5 * MANY))),
                "413");
        post("OTLP of five million empty resources", "/v1/logs", PROTOBUF, repeated(of(0x0a, 0), 5 * MANY), "200");
        post(
                "OTLP of a record of empty attributes",
                "/v1/logs",
                PROTOBUF,
                record(repeated(of(0x32, 0), MANY / 2)),
                "200",
                "413");
        post("OTLP with a lying length", "/v1/logs", PROTOBUF, of(0x0a, 255, 255, 255, 255, 7, 1), "400");
        post("OTLP with an unknown severity", "/v1/logs", PROTOBUF, record(of(0x10, 255, 255, 255, 255, 7)), "200");
        post(
                "OTLP in JSON of a million resources",
                "/v1/logs",
                JSON,
                ("{\"resourceLogs\":[" + "{},".repeat(MANY) + "{}]}").getBytes(UTF_8),
                "413");
        post(
                "OTLP in JSON of a record of empty attributes",
                "/v1/logs",
                JSON,
                ("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":[" + "{},".repeat(MANY)
                                + "{}]}]}]}]}")
                        .getBytes(UTF_8),
                "400");
        post("OTLP in JSON nested a million deep", "/v1/logs", JSON, repeated("{\"a\":".getBytes(UTF_8), MANY), "400");
        post(
                "a push of empty entries",
                "/loki/api/v1/push",
                PROTOBUF,
                field(0x0a, repeated(of(0x12, 0), 5 * MANY)),
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

    private void syslog() {
        syslog("a count of 999,999,999", "999999999 <34>x".getBytes(UTF_8));
        syslog("a count beyond all numbers", "99999999999999999999 <34>x\n".getBytes(UTF_8));
        syslog("a count of nothing", "0 <34>x\n1 <".getBytes(UTF_8));
        syslog("100 MB without a line end", filled(100 * MIB, 'x'));
        syslog("line ends alone", filled(8 * MIB, '\n'));
        syslog("messages of a byte", repeated(of('x', '\n'), MANY / 5));
        syslog("a hello of TLS", of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3));
        syslog("a hundred thousand values", ("<34>1 - - - - - [a" + " b=\"c\"".repeat(9_000) + "]\n").getBytes(UTF_8));
        add(
                "syslog: a flood of datagrams",
                ports -> {
                    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(Wire.address(2), 0))) {
                        InetSocketAddress to = new InetSocketAddress(Wire.address(1), ports.syslog());
                        byte[] message = ("<34>" + "x".repeat(1000)).getBytes(UTF_8);
                        for (int i = 0; i < 20_000; i++) {
                            socket.send(new DatagramPacket(message, i % 2 == 0 ? message.length : 0, to));
                        }
                    }
                    return "sent";
                },
                "sent");
    }

    private void syslog(String name, byte[] bytes) {
        add(
                "syslog: " + name,
                ports -> {
                    try (Wire wire = Wire.stranger(ports.syslog())) {
                        return wire.send(bytes).end().closing();
                    }
                },
                "closed");
    }

    /** Those that only take their time. */
    private void patience() {
        add("forward: a byte at a time", ports -> slowly(ports.forward(), chunk("t".getBytes(UTF_8))), "closed");
        add("forward: a handshake a byte at a time", ports -> slowly(ports.secured(), ping("n", "s", "d")), "closed");
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
                        return trickle(wire, filled(100, ' '));
                    }
                },
                "408",
                "closed");
        add("syslog: a byte at a time", ports -> slowly(ports.syslog(), filled(100, 'x')), "closed");
        for (String silent : List.of("forward", "http", "syslog")) {
            add(
                    silent + ": half a message and then nothing",
                    ports -> {
                        int port = silent.equals("forward")
                                ? ports.forward()
                                : silent.equals("http") ? ports.http() : ports.syslog();
                        try (Wire wire = Wire.stranger(port)) {
                            return wire.send(silent.equals("forward") ? of(0x93, 0xa1) : "POST / HT".getBytes(UTF_8))
                                    .closing();
                        }
                    },
                    "closed");
        }
        add(
                "forward: acknowledgements that nobody reads",
                ports -> {
                    try (Wire wire = Wire.stranger(ports.forward())) {
                        byte[] chunks = repeated(
                                join(
                                        new Packer()
                                                .array(4)
                                                .text("t")
                                                .integer(1)
                                                .bytes(),
                                        record().bytes(),
                                        new Packer()
                                                .map(1)
                                                .text("chunk")
                                                .text("c".repeat(1000))
                                                .bytes()),
                                500);
                        for (int i = 0; i < 60; i++) {
                            wire.send(chunks);
                        }
                        return wire.closing();
                    }
                },
                "closed");
        add(
                "http: forty bodies that are not sent to their end",
                ports -> {
                    List<Wire> wires = new ArrayList<>();
                    try {
                        for (int i = 0; i < 40; i++) {
                            wires.add(Wire.stranger(ports.http())
                                    .send(head("/", JSON, "Content-Length: 8000000\r\n"))
                                    .send(filled(4 * MIB, ' ')));
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
                "forward: forty frames that are not sent to their end",
                ports -> {
                    List<Wire> wires = new ArrayList<>();
                    List<Thread> threads = new ArrayList<>();
                    try {
                        byte[] part = join(of(0x92, 0xa1, 't', 0xc6, 0, 0x7f, 0, 0), new byte[4 * MIB]);
                        for (int i = 0; i < 40; i++) {
                            Wire wire = Wire.stranger(ports.forward());
                            wires.add(wire);
                            threads.add(Thread.startVirtualThread(() -> wire.send(part)));
                        }
                        return wires.getLast().closing();
                    } finally {
                        for (Wire wire : wires) {
                            wire.close();
                        }
                        for (Thread thread : threads) {
                            thread.join();
                        }
                    }
                },
                "closed");
    }

    private static String slowly(int port, byte[] bytes) throws IOException, InterruptedException {
        try (Wire wire = Wire.stranger(port)) {
            return trickle(wire, bytes);
        }
    }

    /** Until it is closed, with no more than a few bytes a second. */
    private static String trickle(Wire wire, byte[] bytes) throws IOException, InterruptedException {
        Thread sender = Thread.startVirtualThread(() -> {
            for (int i = 0; i < bytes.length - 1; i++) {
                wire.send(new byte[] {bytes[i]});
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        String head = wire.ending();
        sender.interrupt();
        sender.join();
        return head.equals("answered") ? wire.closing() : head;
    }
}
