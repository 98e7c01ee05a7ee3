package io.throughline.ingest.receive.hostile;

import io.netty.util.internal.PlatformDependent;
import io.throughline.core.config.Settings;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.receive.ReceiveConfig;
import io.throughline.ingest.receive.Receivers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The receivers in a process of their own, so that nothing but what they keep counts: prints their ports, then answers each line of its
 * input: {@code baseline} and {@code peak} with bytes, {@code syslog} with the messages of the neighbour so far. What is live is found
 * by collecting garbage several times a second; a neighbour has to bear that, too.
 */
final class ReceiverProcess {
    private static final long EVERY_MILLIS = 150;

    private static final AtomicLong PEAK = new AtomicLong();

    private ReceiverProcess() {}

    public static void main(String[] args) throws Exception {
        Counting intake = new Counting();
        try (Receivers open = Receivers.start(config(false), intake);
                Receivers secured = Receivers.start(config(true), intake)) {
            say(ports(open.addresses()) + " " + ports(secured.addresses()));
            Thread.ofPlatform().daemon().start(ReceiverProcess::sample);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                say(
                        switch (line) {
                            case "baseline" -> Long.toString(live());
                            case "peak" -> Long.toString(Math.max(live(), PEAK.getAndSet(0)));
                            default -> Long.toString(intake.syslog.get());
                        });
            }
        }
    }

    private static void say(String line) {
        System.out.println("says " + line);
        System.out.flush();
    }

    private static ReceiveConfig config(boolean secured) {
        Map<String, String> all = new HashMap<>();
        for (String protocol : List.of("forward", "http", "otlp", "syslog")) {
            all.put("receive." + protocol + ".port", "0");
        }
        if (secured) {
            all.put("receive.forward.shared-key", "s3cret");
        }
        all.put("receive.forward.handshake-timeout", "1s");
        all.put("receive.forward.frame-timeout", "2s");
        all.put("receive.syslog.frame-timeout", "2s");
        for (String protocol : List.of("http", "otlp")) {
            all.put("receive." + protocol + ".headers-within", "1s");
            all.put("receive." + protocol + ".read-within", "2s");
            all.put("receive." + protocol + ".idle-timeout", "2s");
        }
        return ReceiveConfig.from(new Settings(all));
    }

    private static String ports(List<String> addresses) {
        return String.join(
                " ",
                addresses.stream()
                        .map(address -> address.substring(address.lastIndexOf(':') + 1))
                        .toList());
    }

    private static void sample() {
        try {
            while (true) {
                long now = live();
                PEAK.accumulateAndGet(now, Math::max);
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is reachable in the heap, and all memory beside it that buffers have. */
    private static long live() {
        System.gc();
        // As the collection left it: what others have allocated since may be garbage.
        long heap = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage collected = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            heap += collected == null ? 0 : collected.getUsed();
        }
        long direct = 0;
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            direct += pool.getMemoryUsed();
        }
        // Netty allocates past the JDK where it can.
        return heap + direct + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    /** Has every chunk safe at once and keeps none. */
    private static final class Counting implements Intake {
        private final AtomicLong syslog = new AtomicLong();

        @Override
        public Optional<CompletableFuture<Void>> offer(Chunk chunk) {
            if (chunk.source().startsWith("syslog:")) {
                syslog.addAndGet(
                        chunk.values().stream().filter(Counting::isNeighbours).count());
            }
            return Optional.of(CompletableFuture.completedFuture(null));
        }

        private static boolean isNeighbours(byte[] value) {
            return value.length < 1000 && new String(value, StandardCharsets.UTF_8).contains("neighbour");
        }

        @Override
        public void whenRoom(Runnable goOn) {
            goOn.run();
        }
    }
}
