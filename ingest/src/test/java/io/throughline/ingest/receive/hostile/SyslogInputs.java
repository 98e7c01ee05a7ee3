package io.throughline.ingest.receive.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Over syslog. */
final class SyslogInputs extends Inputs {
    SyslogInputs() {
        syslog();
        patience();
    }

    private void syslog() {
        syslog("a count of 999,999,999", "999999999 <34>x".getBytes(UTF_8));
        syslog("a count beyond all numbers", "99999999999999999999 <34>x\n".getBytes(UTF_8));
        syslog("a count of nothing", "0 <34>x\n1 <".getBytes(UTF_8));
        syslog("100 MB without a line end", Bytes.filled(100 * Bytes.MIB, 'x'));
        syslog("line ends alone", Bytes.filled(8 * Bytes.MIB, '\n'));
        syslog("messages of a byte", Bytes.repeated(Bytes.of('x', '\n'), Bytes.MANY / 5));
        syslog("a hello of TLS", Bytes.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3));
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
        add("syslog: a byte at a time", ports -> slowly(ports.syslog(), Bytes.filled(100, 'x')), "closed");
        add(
                "syslog: half a message and then nothing",
                ports -> {
                    try (Wire wire = Wire.stranger(ports.syslog())) {
                        return wire.send("POST / HT".getBytes(UTF_8)).closing();
                    }
                },
                "closed");
    }
}
