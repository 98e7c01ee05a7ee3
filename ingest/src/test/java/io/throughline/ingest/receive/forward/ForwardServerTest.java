package io.throughline.ingest.receive.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.throughline.core.config.Settings;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.MemoryIntake;
import io.throughline.ingest.receive.msgpack.MsgpackReader;
import io.throughline.ingest.receive.msgpack.Packer;
import io.throughline.ingest.receive.peers.MemoryBudget;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ForwardServerTest {
    private static final long SECOND = 1_772_359_200L;

    private final MemoryIntake intake = new MemoryIntake();
    private ForwardServer server = started();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acknowledgesAChunkWhenItIsSafeAndNotBefore() throws IOException {
        intake.slow();
        try (Sender sender = sender()) {
            sender.send(chunk("app", "c1", "one"));
            await().until(() -> intake.chunks().size() == 1);
            sender.send(chunk("app", "c2", "two"));
            await().until(() -> intake.chunks().size() == 2);
            intake.settle(1);
            assertThat(sender.acknowledged()).isEqualTo("c2");
            intake.settle(0);
            assertThat(sender.acknowledged()).isEqualTo("c1");
        }
        assertThat(intake.values()).containsExactly(json("app", "one"), json("app", "two"));
        Chunk chunk = intake.chunks().getFirst();
        assertThat(chunk.source()).isEqualTo("forward:127.0.0.1/app");
        assertThat(chunk.origin().host()).isEqualTo("127.0.0.1");
        assertThat(chunk.id()).matches("forward:[0-9a-f]{64}");
    }

    @Test
    void saysNothingAboutAChunkThatCouldNotBeKept() throws IOException {
        intake.slow();
        try (Sender sender = sender()) {
            sender.send(chunk("app", "c1", "one"));
            await().until(() -> intake.chunks().size() == 1);
            intake.fail();
            assertThat(sender.ended()).isTrue();
        }
    }

    @Test
    void knowsAChunkAgainThatComesOverAnotherConnection() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (Sender sender = sender()) {
                sender.send(chunk("app", "c1", "one"));
                assertThat(sender.acknowledged()).isEqualTo("c1");
            }
        }
        restart(Map.of());
        try (Sender sender = sender()) {
            sender.send(chunk("app", "c1", "one"));
            sender.acknowledged();
            sender.send(chunk("app", "c2", "one"));
            sender.acknowledged();
            sender.send(chunk("other", "c1", "one"));
            sender.acknowledged();
        }
        List<String> ids = intake.chunks().stream().map(Chunk::id).toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isEqualTo(ids.get(2));
        assertThat(ids.subList(2, 5)).doesNotHaveDuplicates();
    }

    @Test
    void neverTakesTwoFramesWithoutANameForOne() throws IOException {
        try (Sender sender = sender()) {
            sender.send(message("app", "one"));
            await().until(() -> intake.values().size() == 1);
            sender.send(message("app", "one"));
            await().until(() -> intake.values().size() == 2);
        }
        assertThat(intake.chunks().stream().map(Chunk::id)).doesNotHaveDuplicates();
    }

    @Test
    void handsOnMessagesThatComeTogetherInOneChunk() throws IOException {
        Packer many = new Packer();
        for (int i = 0; i < 1000; i++) {
            many.raw(message(i < 500 ? "a" : "b", "line " + i).bytes());
        }
        try (Sender sender = sender()) {
            sender.send(many);
            await().until(() -> intake.values().size() == 1000);
        }
        assertThat(intake.chunks().size()).isLessThan(100);
        assertThat(intake.values().get(499)).isEqualTo(json("a", "line 499"));
        assertThat(intake.values().get(500)).isEqualTo(json("b", "line 500"));
    }

    @Test
    void readsAFrameThatComesByteByByte() throws IOException {
        try (Sender sender = sender()) {
            for (byte octet : chunk("app", "c1", "one").bytes()) {
                sender.send(new byte[] {octet});
            }
            assertThat(sender.acknowledged()).isEqualTo("c1");
        }
        assertThat(intake.values()).containsExactly(json("app", "one"));
    }

    @Test
    void acknowledgesAnEmptyChunkAndEchoesItsNameAsItWasSent() throws IOException {
        try (Sender sender = sender()) {
            sender.send(new Packer()
                    .array(3)
                    .text("app")
                    .binary(new byte[0])
                    .map(1)
                    .text("chunk")
                    .binary(new byte[] {1, 2}));
            MsgpackReader answer = sender.answer();
            answer.next();
            answer.next();
            answer.next();
            assertThat(answer.content()).containsExactly(1, 2);
        }
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void stopsReadingWhileThereIsNoRoomAndLosesNothing() throws IOException, InterruptedException {
        intake.fill();
        byte[] large = chunk("app", "c", "x".repeat(1 << 20)).bytes();
        List<Thread> sending = new ArrayList<>();
        try (Sender sender = sender();
                Sender other = sender()) {
            sending.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 40; i++) {
                    send(sender, large);
                }
            }));
            other.send(message("app", "other"));
            await().until(() -> intake.refusals() >= 2);
            assertThat(server.bufferedBytes()).isLessThan(4 << 20);
            intake.drain();
            for (int i = 0; i < 40; i++) {
                assertThat(sender.acknowledged()).isEqualTo("c");
            }
            await().until(() -> intake.values().size() == 41);
        }
        for (Thread thread : sending) {
            thread.join();
        }
        await().until(() -> server.bufferedBytes() == 0);
    }

    @Test
    void handsInWhatCameBeforeTheEndOfAConnectionThatHadToWait() throws IOException {
        intake.fill();
        try (Sender sender = sender()) {
            sender.send(message("app", "one"));
            await().until(() -> intake.refusals() >= 1);
            sender.send(message("app", "two")).send(message("app", "three"));
        }
        intake.drain();
        await().until(() -> intake.values().size() == 3);
        await().until(() -> server.connections() == 0);
    }

    @Test
    void letsInWhoKnowsTheSharedKeyAndProvesItself() throws IOException {
        restart(Map.of("receive.forward.shared-key", "secret", "host.name", "receiver"));
        try (Sender sender = sender()) {
            MsgpackReader pong = sender.shakeHands("node-7", "secret", "", "");
            pong.next();
            pong.next();
            assertThat(pong.text()).isEqualTo("PONG");
            pong.next();
            assertThat(pong.bool()).isTrue();
            pong.next();
            pong.next();
            assertThat(pong.text()).isEqualTo("receiver");
            pong.next();
            assertThat(pong.text()).isEqualTo(sender.expectedProof());
            sender.send(chunk("app", "c1", "one"));
            assertThat(sender.acknowledged()).isEqualTo("c1");
        }
        assertThat(intake.chunks().getFirst().origin().host()).isEqualTo("node-7");
    }

    @Test
    void keepsOutWhoDoesNotKnowTheSharedKeyOrThePassword() throws IOException {
        restart(Map.of("receive.forward.shared-key", "secret", "receive.forward.users", "ann:one,bob:two"));
        assertThat(refusal("wrong", "ann", "one")).isEqualTo("shared_key mismatch");
        assertThat(refusal("s", "ann", "one")).isEqualTo("shared_key mismatch");
        assertThat(refusal("secret", "ann", "two")).isEqualTo("username/password mismatch");
        assertThat(refusal("secret", "eve", "none")).isEqualTo("username/password mismatch");
        assertThat(refusal("secret", "", "")).isEqualTo("username/password mismatch");
        assertThat(refusal("secret", "bob", "two")).isEmpty();
        try (Sender sender = sender()) {
            sender.answer();
            sender.send(message("app", "without a word"));
            assertThat(sender.ended()).isTrue();
        }
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void doesNotWaitForMuchFromWhoProvedNothingYet() throws IOException {
        restart(Map.of("receive.forward.shared-key", "secret"));
        try (Sender sender = sender()) {
            sender.answer();
            sender.send(new byte[] {(byte) 0x96, (byte) 0xdb, 0, 1, 0, 0});
            assertThat(sender.ended()).isTrue();
        }
    }

    @Test
    void endsSilentAndSlowConnections() throws IOException {
        restart(Map.of("receive.forward.shared-key", "secret", "receive.forward.handshake-timeout", "100ms"));
        try (Sender silent = sender()) {
            silent.answer();
            assertThat(silent.ended()).isTrue();
        }
        restart(Map.of("receive.forward.shared-key", "secret", "receive.forward.idle-timeout", "100ms"));
        try (Sender idle = sender()) {
            idle.shakeHands("node", "secret", "", "");
            assertThat(idle.ended()).isTrue();
        }
        restart(Map.of("receive.forward.frame-timeout", "100ms"));
        try (Sender slow = sender()) {
            slow.send(Arrays.copyOf(message("app", "never whole").bytes(), 9));
            assertThat(slow.ended()).isTrue();
        }
        await().until(() -> server.connections() == 0);
    }

    @Test
    void doesNotEndAConnectionThatWaitsForThisSide() throws IOException {
        restart(Map.of("receive.forward.idle-timeout", "50ms", "receive.forward.frame-timeout", "50ms"));
        intake.slow();
        try (Sender waiting = sender();
                Sender idle = sender()) {
            waiting.send(chunk("app", "c1", "one"));
            await().until(() -> intake.chunks().size() == 1);
            assertThat(idle.ended()).isTrue();
            intake.settle();
            assertThat(waiting.acknowledged()).isEqualTo("c1");
        }
    }

    @Test
    void endsAConnectionThatSendsNoFramesAndNoOther() throws IOException {
        try (Sender good = sender()) {
            for (byte[] garbage : List.of(
                    "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8),
                    new byte[] {(byte) 0xc1},
                    new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1},
                    new byte[] {(byte) 0xdd, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
                    new byte[] {(byte) 0x92, (byte) 0xa1, 't', (byte) 0xc6, (byte) 0x7f, 0, 0, 0},
                    new Packer()
                            .array(2)
                            .text("t")
                            .binary(new byte[] {(byte) 0xc1})
                            .bytes())) {
                try (Sender bad = sender()) {
                    bad.send(garbage);
                    assertThat(bad.ended()).isTrue();
                }
            }
            good.send(chunk("app", "c1", "one"));
            assertThat(good.acknowledged()).isEqualTo("c1");
        }
        await().until(() -> server.bufferedBytes() == 0);
    }

    @Test
    void endsAConnectionWhoseFrameGoesBeyondTheLimits() throws IOException {
        restart(Map.of("receive.forward.max-frame", "64k", "receive.forward.max-chunk", "256k"));
        try (Sender large = sender();
                Sender bomb = sender()) {
            large.send(new Packer().array(2).text("t").raw(new byte[] {(byte) 0xc6, 0, 2, 0, 0}));
            assertThat(large.ended()).isTrue();
            bomb.send(new Packer()
                    .array(3)
                    .text("t")
                    .binary(FrameReaderTest.gzip(new byte[32 << 20]))
                    .map(1)
                    .text("compressed")
                    .text("gzip"));
            assertThat(bomb.ended()).isTrue();
        }
    }

    @Test
    void letsInOnlySoManyConnections() throws IOException {
        restart(Map.of("receive.forward.max-connections-per-peer", "2"));
        try (Sender first = sender();
                Sender second = sender()) {
            first.send(chunk("app", "c1", "one"));
            first.acknowledged();
            second.send(chunk("app", "c2", "two"));
            second.acknowledged();
            try (Sender third = sender()) {
                assertThat(third.ended()).isTrue();
            }
        }
        await().until(() -> server.connections() == 0);
        try (Sender again = sender()) {
            again.send(chunk("app", "c1", "one"));
            assertThat(again.acknowledged()).isEqualTo("c1");
        }
    }

    @Test
    void boundsWhatAllConnectionsBufferTogether() throws IOException {
        server.close();
        // Where each has what the other waits for, time ends it.
        Map<String, String> soon = Map.of("receive.forward.frame-timeout", "1s");
        server = ForwardServer.start(config(soon), intake, new MemoryBudget(1 << 20));
        byte[] part = Arrays.copyOf(
                new Packer().array(2).text("t").binary(new byte[2 << 20]).bytes(), 1 << 20);
        try (Sender one = sender();
                Sender other = sender()) {
            send(one, part);
            send(other, part);
            await().until(() -> server.connections() == 0);
        }
        await().until(() -> server.bufferedBytes() == 0);
    }

    @Test
    void answersHeartbeats() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(10_000);
            socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), server.port()));
            DatagramPacket answer = new DatagramPacket(new byte[10], 10);
            socket.receive(answer);
            assertThat(answer.getLength()).isEqualTo(1);
        }
    }

    @Test
    void tellsSendersOfWhatIsSafeBeforeItStops() throws IOException, InterruptedException {
        intake.slow();
        try (Sender sender = sender()) {
            sender.send(chunk("app", "c1", "one"));
            await().until(() -> intake.chunks().size() == 1);
            Thread closing = Thread.ofPlatform().start(server::close);
            await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
            intake.settle();
            assertThat(sender.acknowledged()).isEqualTo("c1");
            assertThat(sender.ended()).isTrue();
            closing.join();
        }
    }

    @Test
    void saysWhenThePortIsTaken() {
        Map<String, String> same = Map.of("receive.forward.port", Integer.toString(server.port()));
        assertThatThrownBy(() -> ForwardServer.start(config(same), intake))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    }

    private String refusal(String key, String user, String password) throws IOException {
        try (Sender sender = sender()) {
            MsgpackReader pong = sender.shakeHands("node", key, user, password);
            pong.next();
            pong.next();
            pong.next();
            boolean accepted = pong.bool();
            pong.next();
            String reason = pong.text();
            assertThat(accepted || sender.ended()).isTrue();
            return reason;
        }
    }

    private Sender sender() throws IOException {
        return new Sender(server.port());
    }

    private static void send(Sender sender, byte[] bytes) {
        try {
            sender.send(bytes);
        } catch (IOException e) {
            // The receiver ended the connection while this was on its way, which the test sees elsewhere.
            assertThat(e).isInstanceOf(java.net.SocketException.class);
        }
    }

    private void restart(Map<String, String> settings) throws IOException {
        server.close();
        server = ForwardServer.start(config(settings), intake);
    }

    private ForwardServer started() {
        try {
            return ForwardServer.start(config(Map.of()), intake);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static ForwardConfig config(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("receive.forward.port", "0");
        Settings read = new Settings(all);
        ForwardConfig config = ForwardConfig.from(read);
        read.verify();
        return config;
    }

    static Packer message(String tag, String log) {
        return new Packer()
                .array(3)
                .text(tag)
                .integer(SECOND)
                .map(1)
                .text("log")
                .text(log);
    }

    static Packer chunk(String tag, String chunk, String log) {
        byte[] entry = new Packer()
                .array(2)
                .integer(SECOND)
                .map(1)
                .text("log")
                .text(log)
                .bytes();
        return new Packer()
                .array(3)
                .text(tag)
                .binary(entry)
                .map(1)
                .text("chunk")
                .text(chunk);
    }

    static String json(String tag, String log) {
        return "{\"@timestamp\":\"2026-03-01T10:00:00Z\",\"tag\":\"" + tag + "\",\"log\":\"" + log + "\"}";
    }
}
