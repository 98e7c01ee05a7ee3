package io.throughline.ingest.receive.hostile;

import java.util.Set;

/**
 * One hostile input.
 *
 * @param endings those that are right: {@code closed}, a status, {@code answered} where it is harmless and taken
 */
record Hostile(String name, Act act, Set<String> endings) {
    /** Sends it. */
    @FunctionalInterface
    interface Act {
        /** @return how it ended */
        String run(Ports ports) throws Exception;
    }

    /** @param secured a Forward receiver that asks for a shared key */
    record Ports(int forward, int secured, int http, int otlp, int syslog) {}
}
