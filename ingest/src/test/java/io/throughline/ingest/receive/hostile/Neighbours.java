package io.throughline.ingest.receive.hostile;

import io.throughline.ingest.receive.msgpack.Packer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Well-behaved senders on the same ports, one for each protocol, who send and wait for each answer all the time. */
final class Neighbours implements AutoCloseable {
    private static final long PAUSE_MILLIS = 10;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong syslog = new AtomicLong();
    private volatile boolean stopped;

    /** Sends one thing over an open connection and waits for its answer, if there is any. */
    @FunctionalInterface
    private interface Exchange {
        void once(Wire wire) throws IOException;
    }

    Neighbours(Hostile.Ports ports) {
        byte[] chunk = new Packer()
                .array(4)
                .text("neighbour")
                .integer(1_795_341_600)
                .map(1)
                .text("log")
                .text("neighbour")
                .map(1)
                .text("chunk")
                .text("abcd")
                .bytes();
        // {"ack":"abcd"}
        start("forward", ports.forward(), wire -> wire.send(chunk).in().readNBytes(10));
        start("http", ports.http(), wire -> post(wire, "/neighbour"));
        start("otlp", ports.otlp(), wire -> post(wire, "/v1/logs"));
        start("syslog", ports.syslog(), wire -> {
            wire.send("<34>1 2026-11-22T10:00:00Z h neighbour - - - x\n");
            syslog.incrementAndGet();
        });
    }

    private static void post(Wire wire, String path) throws IOException {
        wire.send("POST " + path
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = wire.in().read();
            if (next < 0) {
                throw new IOException("closed behind '" + head + "'");
            }
            head.append((char) next);
        }
        int length = head.indexOf("Content-Length: ");
        int end = head.indexOf("\r\n", length);
        wire.in().readNBytes(Integer.parseInt(head, length + "Content-Length: ".length(), end, 10));
        if (!head.toString().startsWith("HTTP/1.1 200")) {
            throw new IOException("answered '" + head + "'");
        }
    }

    private void start(String name, int port, Exchange exchange) {
        threads.add(Thread.ofPlatform().name("neighbour-" + name).start(() -> {
            try (Wire wire = Wire.neighbour(port)) {
                while (!stopped) {
                    long began = System.nanoTime();
                    exchange.once(wire);
                    slowestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
                    answered.incrementAndGet();
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (IOException | InterruptedException e) {
                problem.compareAndSet(null, name + ": " + e);
            }
        }));
    }

    /** What one of them had to complain of; null: nothing. */
    @Nullable
    String problem() {
        return problem.get();
    }

    /** Since the last call. */
    long slowestMillis() {
        return slowestNanos.getAndSet(0) / 1_000_000;
    }

    long answered() {
        return answered.get();
    }

    long syslogSent() {
        return syslog.get();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until each has its last answer. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
