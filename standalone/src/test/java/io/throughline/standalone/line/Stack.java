package io.throughline.standalone.line;

import io.throughline.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code up} and {@code ship} of one folder, on ports of their own that stay the same whenever they are started again. */
final class Stack {
    private static final Duration START = Duration.ofMinutes(2);

    private final Path folder;
    private final String kafkaPort = String.valueOf(Ports.free());
    private final String elasticsearchPort = String.valueOf(Ports.free());
    private final String apiPort = String.valueOf(Ports.free());
    private final String forwardPort = String.valueOf(Ports.free());
    private final String httpPort = String.valueOf(Ports.free());
    private int starts;

    Stack(Path folder) {
        this.folder = folder;
    }

    String elasticsearchUrl() {
        return "http://127.0.0.1:" + elasticsearchPort;
    }

    String apiUrl() {
        return "http://127.0.0.1:" + apiPort;
    }

    /** Where other shippers send. */
    URI httpReceiver() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** Where senders of the Forward protocol send. */
    int forwardPort() {
        return Integer.parseInt(forwardPort);
    }

    String kafka() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Returns when it is ready. */
    Program up() throws IOException {
        Program up = Program.start(
                folder.resolve("up-" + starts++ + ".out"),
                "up",
                "--data",
                folder.resolve("data").toString(),
                "--set=embedded.kafka.port=" + kafkaPort,
                "--set=embedded.elasticsearch.port=" + elasticsearchPort,
                "--set=receive.forward.port=" + forwardPort,
                "--set=receive.http.port=" + httpPort,
                "--set=receive.otlp.port=0",
                "--set=receive.syslog.port=0",
                "--set=api.port=" + apiPort);
        up.awaitSaying("ready after", START);
        return up;
    }

    /** Ships what is there once; started again it goes on where it was. */
    Program ship(String... paths) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("ship"));
        arguments.addAll(List.of(paths));
        arguments.addAll(List.of("--once", "--set=data.dir=" + folder.resolve("shipper"), "--kafka=" + kafka()));
        return Program.start(folder.resolve("ship-" + starts++ + ".out"), arguments.toArray(String[]::new));
    }

    /** Another command, against this stack; returns what it says. */
    String ask(String... arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("ask-" + starts++ + ".out");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--url=" + apiUrl());
        try (Program asked = Program.start(output, all.toArray(String[]::new))) {
            asked.awaitEnd(START);
        }
        return Files.readString(output);
    }
}
