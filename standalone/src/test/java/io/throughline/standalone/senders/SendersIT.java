package io.throughline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Senders as others wrote them, all at once, while receiver, broker and shipper are killed with {@code kill -9} at random moments:
 * what was acknowledged is found, and once. {@code -Dsenders.kills=200} kills more often, {@code -Dsenders.seed=N} at other moments,
 * {@code -Dsenders.only=curl,kcat} tries some alone: see {@code scripts/client-kills}.
 */
@Tag("alone")
class SendersIT {
    private static final int KILLS = Integer.getInteger("senders.kills", 6);
    private static final long SEED = Long.getLong("senders.seed", 1);
    private static final int LINES = Integer.getInteger("senders.lines", 30_000);
    private static final Set<String> ONLY =
            Set.of(System.getProperty("senders.only", "").split(","));

    /** Of senders without acknowledgement while something is killed, beside {@link #LINES} while nothing is. */
    private static final int LINES_WITHOUT_ACKNOWLEDGEMENT = LINES / 5;

    private static final Duration QUIET = Duration.ofMillis(Math.max(1_000, LINES * 1_000L / 2_500));
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(Integer.getInteger("senders.pause", 8_000));
    private static final Duration LAND = Duration.ofMinutes(10);

    /** Added to the name of a series that is sent while nothing is killed. */
    private static final String IN_QUIET = "-in-quiet";

    private static final List<Sender> ALL = List.of(
            new FluencySender(),
            new NodeSender(),
            new DockerSender(),
            new FluentLoggerSender(),
            new OtlpSender(false),
            new OtlpSender(true),
            new CurlSender(),
            new KcatSender(),
            new RsyslogSender(true),
            new RsyslogSender(false),
            new LoggerSender(),
            GatewaySender.nginxToFile(),
            GatewaySender.nginxToSyslog(),
            GatewaySender.haproxyToFile(),
            GatewaySender.haproxyToSyslog(),
            GatewaySender.apacheToFile(),
            GatewaySender.apacheToSyslog());

    private static final long START_NANOS = System.nanoTime();

    @TempDir
    private static Path folder;

    private static final Map<String, Integer> SENT = new HashMap<>();
    private static final Map<String, String> FAILED = new LinkedHashMap<>();
    private static Found found;
    private static long dropped;

    private interface Sending {
        void run() throws IOException, InterruptedException;
    }

    static Stream<Named<Sender>> sendersThatKnowWhatTheyRepeat() {
        return named(ALL.stream().filter(sender -> !sender.repeatsUnknowingly()));
    }

    static Stream<Named<Sender>> sendersWithAcknowledgement() {
        return named(ALL.stream().filter(sender -> sender.guarantee() != Guarantee.NONE));
    }

    static Stream<Named<Sender>> sendersWithoutAcknowledgement() {
        return named(ALL.stream().filter(sender -> sender.guarantee() == Guarantee.NONE));
    }

    private static Stream<Named<Sender>> named(Stream<Sender> senders) {
        return senders.map(sender -> Named.of(sender.name(), sender));
    }

    @BeforeAll
    static void sendWhileAllIsKilled() throws Exception {
        List<Sender> running = new ArrayList<>();
        // Waiting for a process that ends needs the common pool, so senders have threads of their own.
        try (SenderStack stack = SenderStack.start(folder);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            try {
                for (Sender sender : ALL) {
                    if (chosen(sender) && sender.missing().isEmpty()) {
                        sender.start(Files.createDirectories(folder.resolve(sender.name())), stack.addresses());
                        running.add(sender);
                    }
                }
                say("senders run");
                running.removeIf(sender -> !sender.missing().isEmpty());
                send(
                                running.stream().filter(sender -> sender.guarantee() == Guarantee.NONE),
                                IN_QUIET,
                                LINES,
                                QUIET,
                                threads)
                        .forEach(SendersIT::await);
                stack.awaitSilence(LAND);
                dropped = Datagrams.dropped(stack.addresses().syslog());
                say("sent in quiet");
                Kills kills = new Kills(KILLS, SEED, LONGEST_PAUSE);
                System.out.printf(Locale.ROOT, "%d kills, seed %d, over %s%n", KILLS, SEED, kills.length());
                List<Sent> sent = new ArrayList<>();
                sent.addAll(send(
                        running.stream().filter(sender -> sender.guarantee() != Guarantee.NONE),
                        "",
                        LINES,
                        kills.length(),
                        threads));
                sent.addAll(send(
                        running.stream().filter(sender -> sender.guarantee() == Guarantee.NONE),
                        "",
                        LINES_WITHOUT_ACKNOWLEDGEMENT,
                        kills.length(),
                        threads));
                kills.run(stack);
                say("all are killed");
                sent.forEach(SendersIT::await);
                say("all is sent");
                stack.awaitAllOfIt(LAND);
                say("all has landed");
                assertThat(stack.dead()).isEmpty();
                found = Found.read(stack.elasticsearchUrl(), SENT);
                say("all is read");
            } finally {
                for (Sender sender : running) {
                    sender.close();
                }
            }
        }
        print(running);
    }

    private record Sent(Sender sender, Future<?> end) {}

    private static boolean chosen(Sender sender) {
        return ONLY.contains("") || ONLY.contains(sender.name());
    }

    private static List<Sent> send(
            Stream<Sender> senders, String suffix, int count, Duration within, ExecutorService threads) {
        return senders.map(sender -> {
                    String series = sender.name() + suffix;
                    SENT.put(series, count);
                    Sending sending = () -> sender.send(new Lines(series, count, within));
                    return new Sent(sender, threads.submit(() -> {
                        sending.run();
                        return null;
                    }));
                })
                .toList();
    }

    private static void await(Sent sent) {
        try {
            sent.end.get();
        } catch (ExecutionException e) {
            FAILED.put(sent.sender.name(), String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void say(String what) {
        System.out.printf(Locale.ROOT, "%s after %.0f s%n", what, (System.nanoTime() - START_NANOS) / 1e9);
    }

    private static void print(List<Sender> senders) {
        System.out.printf(
                "%-16s %-14s %14s %10s %10s %8s %8s%n",
                "sender", "promises", "lost in quiet", "sent", "repeated", "lost", "twice");
        for (Sender sender : senders) {
            String quiet = sender.name() + IN_QUIET;
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %-14s %14s %10d %10d %8d %8d%n",
                    sender.name(),
                    sender.guarantee(),
                    SENT.containsKey(quiet) ? found.lost(quiet).size() : "",
                    SENT.get(sender.name()),
                    sender.repeated(),
                    found.lost(sender.name()).size(),
                    found.tooMany(sender.name()));
        }
        System.out.println("datagrams dropped in quiet: " + dropped);
        System.out.println("failed: " + FAILED + ", others: " + found.others());
    }

    /** There may be thousands. */
    private static void assertNone(String what, List<Integer> numbers) {
        assertThat(numbers.size())
                .as("%s, the first of them %s", what, numbers.stream().limit(20).toList())
                .isZero();
    }

    private static void assumeRan(Sender sender) {
        assumeTrue(chosen(sender), "not chosen");
        assumeFalse(!sender.missing().isEmpty(), sender.missing());
        assertThat(FAILED.get(sender.name())).as("why it failed").isNull();
    }

    @ParameterizedTest
    @MethodSource("sendersWithAcknowledgement")
    void whatWasAcknowledgedIsFound(Sender sender) {
        assumeRan(sender);
        assertNone("lost", found.lost(sender.name()));
    }

    @ParameterizedTest
    @MethodSource("sendersThatKnowWhatTheyRepeat")
    void nothingIsFoundTwice(Sender sender) {
        assumeRan(sender);
        assertNone("twice", found.twice(sender.name()));
    }

    @ParameterizedTest
    @MethodSource("sendersWithoutAcknowledgement")
    void whatNobodyAcknowledgesIsFoundAsLongAsNothingIsKilled(Sender sender) {
        assumeRan(sender);
        if (sender.overUdp()) {
            assertThat((long) found.lost(sender.name() + IN_QUIET).size()).isLessThanOrEqualTo(dropped);
        } else {
            assertNone("lost", found.lost(sender.name() + IN_QUIET));
        }
        assertNone("twice", found.twice(sender.name() + IN_QUIET));
    }

    @Test
    void nothingIsFoundThatNobodySent() {
        assertThat(found.others()).isEmpty();
    }
}
