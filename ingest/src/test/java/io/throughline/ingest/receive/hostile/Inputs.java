package io.throughline.ingest.receive.hostile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Those of one protocol. */
abstract class Inputs {
    private final List<Hostile> all = new ArrayList<>();

    final List<Hostile> all() {
        return all;
    }

    final void add(String name, Hostile.Act act, String... endings) {
        all.add(new Hostile(name, act, Set.of(endings)));
    }

    static String slowly(int port, byte[] bytes) throws IOException, InterruptedException {
        try (Wire wire = Wire.stranger(port)) {
            return trickle(wire, bytes);
        }
    }

    /** Until it is closed, with no more than a few bytes a second. */
    static String trickle(Wire wire, byte[] bytes) throws IOException, InterruptedException {
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
