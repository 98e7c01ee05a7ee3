package io.throughline.ingest.receive;

import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.publish.MaskingIntake;
import io.throughline.ingest.receive.forward.ForwardServer;
import io.throughline.ingest.receive.http.HttpReceiver;
import io.throughline.ingest.receive.http.OtlpHttpReceiver;
import io.throughline.ingest.receive.peers.MemoryBudget;
import io.throughline.ingest.receive.syslog.SyslogServer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receivers of all protocols in front of one intake. */
public final class Receivers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);

    /** What was started, the last first. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private final List<String> addresses = new ArrayList<>();
    private final Map<String, CountedIntake> counts = new LinkedHashMap<>();

    private Receivers() {}

    /**
     * Starts all of them.
     *
     * @throws CannotReceiveException an address cannot be listened on; none of them listens then
     */
    public static Receivers start(ReceiveConfig config, Intake intake) {
        Receivers receivers = new Receivers();
        try {
            receivers.startAll(config, new MaskingIntake(intake, config.mask()));
            return receivers;
        } catch (RuntimeException e) {
            receivers.close();
            throw e;
        }
    }

    /** For people: each protocol and where it is taken, such as {@code HTTP 127.0.0.1:9880}. */
    public List<String> addresses() {
        return List.copyOf(addresses);
    }

    /** What each receiver took, by its name in the settings: {@code forward}, {@code http}, {@code otlp}, {@code syslog}. */
    public Map<String, CountedIntake> counts() {
        return Collections.unmodifiableMap(counts);
    }

    private Intake counted(String receiver, Intake intake) {
        return counts.computeIfAbsent(receiver, name -> new CountedIntake(intake));
    }

    private void startAll(ReceiveConfig config, Intake intake) {
        MemoryBudget memory = new MemoryBudget(config.memoryBytes());
        ForwardServer forward = started(
                opened("forward", () -> ForwardServer.start(config.forward(), counted("forward", intake), memory)));
        listens("Fluent Forward", config.forward().address(), forward.port());
        HttpReceiver http = started(HttpReceiver.start(config.http(), counted("http", intake), memory));
        listens("HTTP", config.http().host(), http.port());
        OtlpHttpReceiver otlp = started(OtlpHttpReceiver.start(config.otlp(), counted("otlp", intake), memory));
        listens("OTLP/HTTP", config.otlp().host(), otlp.port());
        SyslogServer syslog =
                started(opened("syslog", () -> SyslogServer.start(config.syslog(), counted("syslog", intake), memory)));
        listens("syslog", config.syslog().address(), syslog.port());
    }

    private interface Opening<T> {
        T open() throws IOException;
    }

    private static <T> T opened(String protocol, Opening<T> opening) {
        try {
            return opening.open();
        } catch (IOException e) {
            String settings = "receive." + protocol;
            throw new CannotReceiveException(
                    e.getMessage() + " (" + settings + ".port, " + settings + ".host, " + settings + ".tls.*)", e);
        }
    }

    private <T extends AutoCloseable> T started(T receiver) {
        started.push(receiver);
        return receiver;
    }

    private void listens(String protocol, String host, int port) {
        addresses.add(protocol + " " + host + ":" + port);
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            AutoCloseable receiver = started.pop();
            try {
                receiver.close();
            } catch (Exception e) {
                // The rest must be stopped all the same.
                LOG.warn("{} could not be stopped in order", receiver.getClass().getSimpleName(), e);
            }
        }
    }
}
