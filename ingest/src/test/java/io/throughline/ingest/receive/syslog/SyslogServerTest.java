package io.throughline.ingest.receive.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.throughline.core.config.Settings;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.MemoryIntake;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SyslogServerTest {
    private static final String MESSAGE = "<34>1 2003-10-11T22:14:15.003Z web1 su - ID47 - it failed";

    private final MemoryIntake intake = new MemoryIntake();
    private final List<SyslogServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(SyslogServer::close);
    }

    @Test
    void receivesCountedFramesAndLinesInOneConnection() throws IOException {
        SyslogServer server = start(Map.of());
        try (Socket socket = connect(server)) {
            send(socket, counted(MESSAGE) + "<13>Nov 22 10:00:00 web2 app: a line\n" + counted("<13>last"));
            awaitMessages("it failed", "a line", "last");
        }

        assertThat(intake.chunks())
                .extracting(Chunk::source)
                .containsExactly("syslog:web1", "syslog:web2", "syslog:127.0.0.1");
        assertThat(intake.chunks())
                .extracting(Chunk::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("syslog:"));
        assertThat(intake.chunks().getFirst().origin().host()).isEqualTo("web1");
        assertThat(server.counts().received()).isEqualTo(3);
        assertThat(server.counts().cut()).isZero();
    }

    @Test
    void receivesAStreamCutAtEveryByte() throws IOException {
        SyslogServer server = start(Map.of());
        String stream = counted("<13>one\ntwo") + "<13>three\n" + counted("<13>four");
        try (Socket socket = connect(server)) {
            socket.setTcpNoDelay(true);
            for (int i = 0; i < stream.length(); i++) {
                send(socket, stream.substring(i, i + 1));
            }
            awaitMessages("one\ntwo", "three", "four");
        }
    }

    @Test
    void keepsTheHalfLineOfAConnectionThatEnds() throws IOException {
        SyslogServer server = start(Map.of());
        try (Socket socket = connect(server)) {
            send(socket, "<13>whole\n<13>ha");
        }
        try (Socket socket = connect(server)) {
            send(socket, "50 <13>announced");
        }

        await().until(() -> intake.messages().size() == 3);
        assertThat(intake.messages()).containsExactlyInAnyOrder("whole", "ha", "announced");
        assertThat(server.counts().cut()).isOne();
    }

    @Test
    void handsOnManyMessagesInChunksAndInOrder() throws IOException {
        SyslogServer server = start(Map.of());
        String stream = IntStream.range(0, 2000)
                .mapToObj(number -> "<13>1 - web1 app - - - " + number + "\n")
                .collect(Collectors.joining());
        try (Socket socket = connect(server)) {
            send(socket, stream);
            await().until(() -> intake.messages().size() == 2000);
        }

        assertThat(intake.messages())
                .containsExactlyElementsOf(
                        IntStream.range(0, 2000).mapToObj(String::valueOf).toList());
        assertThat(intake.chunks())
                .allSatisfy(chunk -> assertThat(chunk.values()).hasSizeLessThanOrEqualTo(500));
    }

    @Test
    void readsNoMoreOfASenderThanTheIntakeHasRoomFor() throws Exception {
        SyslogServer server = start(Map.of());
        intake.fill();
        String line = "<13>1 - web1 app - - - " + "x".repeat(1000) + "\n";
        AtomicLong sent = new AtomicLong();
        try (Socket socket = connect(server)) {
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    for (int i = 0; i < 30_000; i++) {
                        out.write(line.getBytes(StandardCharsets.US_ASCII));
                        sent.incrementAndGet();
                    }
                    out.flush();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> intake.refusals() > 0);
            awaitStanding(sent);
            long whileFull = server.counts().received();

            assertThat(sent.get()).isLessThan(30_000);
            assertThat(whileFull).isLessThan(2000);

            intake.drain();
            sender.join();
            await().until(() -> intake.messages().size() == 30_000);
        }
        assertThat(server.counts().lost()).isZero();
    }

    @Test
    void keepsWhatASenderLeftBehindUntilThereIsRoom() throws IOException {
        SyslogServer server = start(Map.of("receive.syslog.max-connections", "1"));
        intake.fill();
        try (Socket socket = connect(server)) {
            send(socket, "<13>left behind\n");
        }
        await().until(() -> intake.refusals() > 0);
        try (Socket second = connect(server)) {
            assertThat(second.getInputStream().read()).isNegative();
        }
        assertThat(server.counts().refused()).isOne();

        intake.drain();
        awaitMessages("left behind");
    }

    @Test
    void countsWhatIsLostWhenItIsClosedWithoutRoom() throws IOException {
        SyslogServer server = start(Map.of());
        intake.fill();
        try (Socket socket = connect(server)) {
            send(socket, "<13>a\n<13>b\n");
            await().until(() -> intake.refusals() > 0);
        }
        server.close();

        assertThat(server.counts().lost()).isEqualTo(2);
    }

    @Test
    void handsOnWhatCameInBeforeItIsClosed() throws IOException {
        SyslogServer server = start(Map.of());
        try (Socket socket = connect(server)) {
            send(socket, "<13>just in time\n");
            await().until(() -> server.counts().received() == 1);
            server.close();
        }

        assertThat(intake.messages()).containsExactly("just in time");
        assertThat(server.counts().lost()).isZero();
    }

    @Test
    void refusesConnectionsBeyondTheLimits() throws IOException {
        SyslogServer server = start(Map.of("receive.syslog.max-connections-per-peer", "2"));
        try (Socket first = connect(server);
                Socket second = connect(server)) {
            send(first, "<13>a\n");
            send(second, "<13>b\n");
            await().until(() -> intake.messages().size() == 2);
            try (Socket third = connect(server)) {
                assertClosed(third);
            }
            assertThat(server.counts().refused()).isOne();
        }
        await().untilAsserted(() -> {
            try (Socket again = connect(server)) {
                send(again, "<13>c\n");
                await().atMost(1, TimeUnit.SECONDS)
                        .until(() -> intake.messages().contains("c"));
            }
        });
    }

    @Test
    void closesASilentConnectionButNoneThatWaitsForRoom() throws IOException {
        SyslogServer server = start(Map.of("receive.syslog.idle", "300ms"));
        try (Socket silent = connect(server)) {
            send(silent, "<13>half a line");
            assertClosed(silent);
        }
        awaitMessages("half a line");

        intake.fill();
        try (Socket waiting = connect(server)) {
            send(waiting, "<13>a\n");
            await().until(() -> intake.refusals() > 0);
            await().pollDelay(900, TimeUnit.MILLISECONDS).until(() -> true);
            intake.drain();
            send(waiting, "<13>b\n");
            await().until(() -> intake.messages().contains("b"));
        }
    }

    @Test
    void cutsLongFramesAndGoesOn() throws IOException {
        SyslogServer server = start(Map.of("receive.syslog.max-frame", "1k"));
        try (Socket socket = connect(server)) {
            send(socket, "9999999 <13>" + "x".repeat(9_999_995) + "<13>" + "y".repeat(5000) + "\n<13>short\n");
            await().until(() -> intake.messages().contains("short"));
        }

        assertThat(intake.messages()).containsExactly("x".repeat(1020), "y".repeat(1020), "short");
        assertThat(intake.records().getFirst().get("throughline.frame_length").asLong())
                .isEqualTo(9_999_999);
        assertThat(server.counts().cut()).isEqualTo(2);
    }

    @Test
    void receivesDatagrams() throws IOException {
        SyslogServer server = start(Map.of("receive.syslog.max-frame", "1k"));
        sendDatagram(server, MESSAGE);
        sendDatagram(server, "<13>two\nlines\n");
        sendDatagram(server, "");
        sendDatagram(server, "<13>" + "x".repeat(5000));
        awaitMessages("it failed", "two\nlines", "x".repeat(1020));

        assertThat(intake.records().getLast().get("throughline.frame_length").asInt())
                .isEqualTo(5004);
        assertThat(intake.chunks()).extracting(Chunk::source).contains("syslog:web1", "syslog:127.0.0.1");
    }

    @Test
    void dropsAndCountsDatagramsWithoutRoom() throws IOException {
        SyslogServer server = start(Map.of());
        intake.fill();
        sendDatagram(server, "<13>a");
        sendDatagram(server, "<13>b");
        await().until(() -> server.counts().dropped() == 2);

        intake.drain();
        sendDatagram(server, "<13>c");
        awaitMessages("c");
        assertThat(server.counts().received()).isEqualTo(3);
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        SyslogServer first = start(Map.of());

        assertThatThrownBy(() -> start(Map.of("receive.syslog.port", Integer.toString(first.port()))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + first.port());
    }

    @Test
    void receivesFromLogger() throws IOException, InterruptedException {
        Path logger = Path.of("/usr/bin/logger");
        assumeTrue(Files.isExecutable(logger), "util-linux's logger is not installed here");
        SyslogServer server = start(Map.of());
        String port = Integer.toString(server.port());
        int sent = 0;
        List<String> expected = new ArrayList<>();
        for (String transport : List.of("--tcp", "--udp")) {
            for (List<String> form : List.of(
                    List.of("--rfc5424", "--octet-count"),
                    List.of("--rfc5424", "--msgid", "ID7", "--sd-id", "a@1", "--sd-param", "b=\"c\""),
                    List.of("--rfc3164"))) {
                List<String> command =
                        new ArrayList<>(List.of(logger.toString(), "--server", "127.0.0.1", "--port", port));
                String text = "from logger " + sent++;
                command.add(transport);
                command.addAll(form);
                if (transport.equals("--udp")) {
                    command.remove("--octet-count");
                }
                command.addAll(List.of("--priority", "local3.warning", "--tag", "cart", text));
                assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                        .isZero();
                expected.add(text);
            }
        }

        await().until(() -> intake.messages().size() == expected.size());
        assertThat(intake.messages()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(intake.records()).allSatisfy(json -> {
            assertThat(json.get("service.name").asText()).isEqualTo("cart");
            assertThat(json.get("log.level").asText()).isEqualTo("warning");
            assertThat(json.get("log.syslog.facility.name").asText()).isEqualTo("local3");
            assertThat(json.get("host.name").asText()).isNotEqualTo("127.0.0.1");
        });
        assertThat(intake.records())
                .filteredOn(json -> json.has("log.syslog.msgid"))
                .hasSize(2)
                .allSatisfy(json -> assertThat(
                                json.get("log.syslog.structured_data.a@1.b").asText())
                        .isEqualTo("c"));
    }

    private SyslogServer start(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("receive.syslog.port", "0"));
        all.putAll(settings);
        SyslogServer server = SyslogServer.start(SyslogConfig.from(new Settings(all)), intake);
        servers.add(server);
        return server;
    }

    private static Socket connect(SyslogServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static void sendDatagram(SyslogServer server, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), server.port()));
        }
    }

    private static String counted(String message) {
        return message.length() + " " + message;
    }

    private void awaitMessages(String... messages) {
        await().until(() -> intake.messages().size() >= messages.length);
        assertThat(intake.messages()).containsExactly(messages);
    }

    /** Until nothing more is sent for a while: the sender waits. */
    private static void awaitStanding(AtomicLong sent) {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(300, TimeUnit.MILLISECONDS).until(() -> before.getAndSet(sent.get()) == sent.get());
    }

    private static void assertClosed(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isNegative();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }
}
