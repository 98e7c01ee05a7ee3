package io.throughline.ingest.receive.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import io.throughline.ingest.receive.msgpack.Packer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Over Forward. */
final class ForwardInputs extends Inputs {
    private static final int CONNECTIONS = 600;

    ForwardInputs() {
        lengths();
        forward();
        packed();
        handshakes();
        patience();
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
        Bytes.lies().forEach((type, lie) -> {
            byte[] tagged = new Packer().array(3).text("t").integer(1).bytes();
            forward("a frame that is a lying " + type, lie, "closed");
            forward("a record that is a lying " + type, Bytes.join(tagged, lie), "closed");
            forward("a member that is a lying " + type, Bytes.join(tagged, Bytes.of(0x81, 0xa1, 'k'), lie), "closed");
            forward(
                    "an option that is a lying " + type,
                    Bytes.join(
                            new Packer().array(4).text("t").integer(1).bytes(),
                            record().bytes(),
                            Bytes.of(0x81, 0xa1, 'k'),
                            lie),
                    "closed");
            forward(
                    "a time that is a lying " + type,
                    Bytes.join(new Packer().array(3).text("t").bytes(), lie),
                    "closed");
        });
    }

    private void forward() {
        forward(
                "a million arrays in each other",
                Bytes.join(Bytes.of(0x93, 0xa1, 't', 1), Bytes.filled(Bytes.MANY, 0x91), Bytes.of(0xc0)),
                "closed");
        forward(
                "a million maps in each other",
                Bytes.join(
                        Bytes.of(0x93, 0xa1, 't', 1),
                        Bytes.repeated(Bytes.of(0x81, 0xa1, 'k'), Bytes.MANY),
                        Bytes.of(0xc0)),
                "closed");
        forward("a tag of a path", chunk("../../../etc/passwd".getBytes(UTF_8)), "answered");
        forward("a tag with line ends", chunk("a\r\nb: c\n".getBytes(UTF_8)), "answered");
        forward("a tag with NUL", chunk("a\0b".getBytes(UTF_8)), "answered");
        forward("a tag with escape sequences", chunk("\u001b[2J\u001b]0;x\u0007".getBytes(UTF_8)), "answered");
        forward("a tag with bidi controls", chunk("\u202egpj.exe".getBytes(UTF_8)), "answered");
        forward("a tag that is no UTF-8", chunk(Bytes.of(0xc0, 0x80, 0xed, 0xa0, 0x80, 0xff)), "answered");
        forward("a tag of 1 MB", chunk(Bytes.filled(Bytes.MIB, 'a')), "answered");
        forward(
                "a record of 12 MB",
                Bytes.join(
                        new Packer()
                                .array(4)
                                .text("t")
                                .integer(1)
                                .map(1)
                                .text("k")
                                .text(Bytes.filled(12 * Bytes.MIB, 'x'))
                                .bytes(),
                        new Packer().map(1).text("chunk").text("c").bytes()),
                "answered");
        forward(
                "a chunk's name of 1 MB",
                Bytes.join(
                        new Packer().array(4).text("t").integer(1).bytes(),
                        record().bytes(),
                        new Packer()
                                .map(1)
                                .text("chunk")
                                .text(Bytes.filled(Bytes.MIB, 'c'))
                                .bytes()),
                "closed");
        forward("a request of HTTP", "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8), "closed");
        forward("a hello of TLS", Bytes.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3), "closed");
        forward("a byte that begins no value", Bytes.of(0xc1), "closed");
        forward(
                "twenty megabytes of a frame",
                Bytes.join(Bytes.of(0x92, 0xa1, 't', 0xc6, 1, 0x40, 0, 0), new byte[20 * Bytes.MIB]),
                "closed");
        forward(
                "four million empty arrays",
                Bytes.join(
                        Bytes.of(0x94, 0xa1, 't', 1, 0x81, 0xa1, 'k', 0xdd, 0, 0x40, 0, 0),
                        Bytes.filled(4 << 20, 0x90),
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

    private void packed() {
        byte[] zeros = new byte[64 * Bytes.MIB];
        byte[] entry = new Packer().array(2).integer(1).raw(record().bytes()).bytes();
        byte[] gzip = Bytes.gzip(entry);
        byte[] zstd = Zstd.compress(entry);
        forward("a bomb of gzip", packed(Bytes.gzip(zeros), "gzip"), "closed");
        forward("a bomb of zstd", packed(Zstd.compress(zeros), "zstd"), "closed");
        forward("a bomb in a bomb", packed(Bytes.gzip(Bytes.gzip(zeros)), "gzip"), "closed");
        forward("gzip of 10,000 members", packed(Bytes.repeated(gzip, 10_000), "gzip"), "answered");
        forward("gzip of empty members", packed(Bytes.repeated(Bytes.gzip(new byte[0]), 10_000), "gzip"), "answered");
        forward("zstd of 10,000 frames", packed(Bytes.repeated(zstd, 10_000), "zstd"), "answered");
        forward("gzip that breaks off", packed(Arrays.copyOf(gzip, gzip.length - 9), "gzip"), "closed");
        forward("zstd that breaks off", packed(Arrays.copyOf(zstd, zstd.length - 3), "zstd"), "closed");
        byte[] wrong = gzip.clone();
        wrong[wrong.length - 8] ^= 1;
        forward("gzip with a wrong checksum", packed(wrong, "gzip"), "closed");
        forward(
                "zstd with a window of 2 GB",
                packed(Bytes.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 1, 0, 0), "zstd"),
                "closed");
        forward("an unknown compression", packed(gzip, "lz4"), "closed");
        forward(
                "three million tiny records",
                packed(Bytes.gzip(Bytes.repeated(Bytes.of(0x92, 1, 0x80), 3 * Bytes.MIB)), "gzip"),
                "closed");
    }

    private void handshakes() {
        String digest = "0".repeat(128);
        secured("a frame before a handshake", chunk("t".getBytes(UTF_8)));
        secured("a wrong shared key", ping("node", "salt", digest));
        secured("a digest's first byte alone", ping("node", "salt", "0"));
        secured("no digest", ping("node", "salt", ""));
        secured("a PING that was sent before", ping("node", "0123456789abcdef", "ab".repeat(64)));
        secured("a PING of 1 MB", ping("n".repeat(Bytes.MIB), "salt", digest));
        secured("a PING that lies", Bytes.of(0x96, 0xdb, 255, 255, 255, 255));
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

    /** Those that only take their time. */
    private void patience() {
        add("forward: a byte at a time", ports -> slowly(ports.forward(), chunk("t".getBytes(UTF_8))), "closed");
        add("forward: a handshake a byte at a time", ports -> slowly(ports.secured(), ping("n", "s", "d")), "closed");
        add(
                "forward: acknowledgements that nobody reads",
                ports -> {
                    try (Wire wire = Wire.stranger(ports.forward())) {
                        byte[] chunks = Bytes.repeated(
                                Bytes.join(
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
                "forward: forty frames that are not sent to their end",
                ports -> {
                    List<Wire> wires = new ArrayList<>();
                    List<Thread> threads = new ArrayList<>();
                    try {
                        byte[] part =
                                Bytes.join(Bytes.of(0x92, 0xa1, 't', 0xc6, 0, 0x7f, 0, 0), new byte[4 * Bytes.MIB]);
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
        add(
                "forward: half a message and then nothing",
                ports -> {
                    try (Wire wire = Wire.stranger(ports.forward())) {
                        return wire.send(Bytes.of(0x93, 0xa1)).closing();
                    }
                },
                "closed");
    }
}
