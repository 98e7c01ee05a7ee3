package io.throughline.standalone.senders;

import java.io.IOException;
import java.nio.file.Path;

/** A program or library that sends logs, as others wrote it and as people configure it. */
interface Sender extends AutoCloseable {
    /** How long it is waited for: after each kill the broker takes a while to come back, and clients need a while to find it. */
    long PATIENCE_SECONDS = 900L + 20L * Integer.getInteger("senders.kills", 20);

    /** The name of its series of lines: letters and hyphens. */
    String name();

    Guarantee guarantee();

    /** Why it cannot run here, naming the package that would help; empty when it can. */
    String missing();

    /** @param folder its own, which it leaves as it likes */
    void start(Path folder, Addresses addresses) throws IOException, InterruptedException;

    /**
     * Sends every line. Returns when the sender was told that they are safe, or has nothing left that it could be told of.
     *
     * @throws AssertionError it says that it gave lines up
     */
    void send(Lines lines) throws IOException, InterruptedException;

    /** How many lines it has sent more than once, as far as it tells. */
    default long repeated() {
        return 0;
    }

    /** Whether the system may drop what it sends before anybody reads it. */
    default boolean overUdp() {
        return false;
    }

    /** Whether it may send lines again that the other end had read, without being able to say which. */
    default boolean repeatsUnknowingly() {
        return false;
    }

    @Override
    void close() throws IOException;

    /**
     * Where the line takes logs in, all on 127.0.0.1.
     *
     * @param kafka {@code host:port}
     * @param shipped the folder whose {@code *.log} are tailed
     */
    record Addresses(int forward, int http, int otlp, int syslog, String kafka, Path shipped) {}
}
