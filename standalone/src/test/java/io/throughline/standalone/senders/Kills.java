package io.throughline.standalone.senders;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Kills receiver, broker and shipper at moments that a seed decides, and says so. */
final class Kills {
    private static final List<String> VICTIMS = List.of("receiver", "broker", "shipper");

    private final List<Kill> planned = new ArrayList<>();

    /** @param after the one before */
    private record Kill(Duration after, String victim) {}

    /** @param most the longest pause between two kills, the shortest being a fifth of it */
    Kills(int count, long seed, Duration most) {
        Random random = new Random(seed);
        List<String> victims = new ArrayList<>();
        for (int kill = 0; kill < count; kill++) {
            long millis = most.toMillis() / 5 + random.nextLong(most.toMillis() * 4 / 5);
            if (victims.isEmpty()) {
                // None of them is left out by chance.
                victims.addAll(VICTIMS);
                Collections.shuffle(victims, random);
            }
            planned.add(new Kill(Duration.ofMillis(millis), victims.removeFirst()));
        }
    }

    /** From the first to the last, at least. */
    Duration length() {
        return planned.stream().map(Kill::after).reduce(Duration.ZERO, Duration::plus);
    }

    void run(SenderStack stack) throws IOException {
        long start = System.nanoTime();
        for (Kill kill : planned) {
            LockSupport.parkNanos(kill.after.toNanos());
            System.out.printf(Locale.ROOT, "%6.1f s: kill -9 %s%n", (System.nanoTime() - start) / 1e9, kill.victim);
            switch (kill.victim) {
                case "receiver" -> stack.killReceiver();
                case "broker" -> stack.killBroker();
                default -> stack.killShipper();
            }
        }
    }
}
