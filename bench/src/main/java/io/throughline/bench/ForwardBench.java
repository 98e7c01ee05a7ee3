package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What it costs to receive over the Forward protocol with the buffer on disk, acknowledged: several senders over loopback, PackedForward
 * with acknowledgements, against a server that only reads the same bytes from its sockets, and a loop that only writes as many bytes as
 * the buffer does, with as many forces of the disk. All in turn, round after round; a ratio is the median of the rounds' ratios without
 * the first two.
 */
final class ForwardBench {
    private static final int CONNECTIONS = 4;
    /** Frames that a sender sends before it waits for an acknowledgement. */
    private static final int AHEAD = 4;

    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 2;
    private static final double MEGA = 1e6;

    /** Fluent Bit 5.1.1 on two cores, tail to acknowledged forward. */
    private static final double TARGET_RECORDS = 515_000;

    private static final double TARGET_MEGABYTES = 106;

    private final ForwardFrames frames;
    private final long count;
    private final AtomicLong chunk = new AtomicLong();

    private ForwardBench(ForwardFrames frames, long count) {
        this.frames = frames;
        this.count = count;
    }

    /** One measurement. */
    private record Cost(double seconds, double cpuSeconds, long forces) {}

    static ObjectNode run(int records) throws IOException, InterruptedException, ExecutionException {
        long count = Math.max(CONNECTIONS, records / ForwardFrames.RECORDS / CONNECTIONS * CONNECTIONS);
        return new ForwardBench(ForwardFrames.of(), count).run();
    }

    private ObjectNode run() throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "throughline-bench-");
        List<Cost> received = new ArrayList<>();
        List<Cost> discarded = new ArrayList<>();
        List<Cost> written = new ArrayList<>();
        try (Receiver forward = new Receiver("forward", folder.resolve("buffer").toString());
                Receiver discard = new Receiver("discard", String.valueOf(frames.bytes()))) {
            for (int round = 0; round < ROUNDS; round++) {
                Cost cost = send(forward, ForwardFrames.ACK_BYTES);
                received.add(cost);
                discarded.add(send(discard, 1));
                written.add(write(discard, folder.resolve("loop"), cost.forces));
                System.out.printf(
                        "round %d: %.0f records/s, %.1f MB/s, %.1f ms CPU/MB, %d forces; only read %.1f MB/s, only written %.1f MB/s%n",
                        round,
                        records() / cost.seconds,
                        megabytes() / cost.seconds,
                        cost.cpuSeconds * 1e3 / megabytes(),
                        cost.forces,
                        megabytes() / discarded.getLast().seconds,
                        megabytes() / written.getLast().seconds);
            }
        } finally {
            delete(folder);
        }
        double seconds = best(received);
        ObjectNode result = new ObjectMapper().createObjectNode();
        result.put("benchmark", "forward");
        result.put("records_per_second", Math.round(records() / seconds));
        result.put("megabytes_per_second", rounded(megabytes() / seconds));
        result.put("bytes_per_record", rounded((double) frames.bytes() / ForwardFrames.RECORDS));
        result.put(
                "cpu_seconds_per_megabyte",
                received.stream()
                                .skip(WARM_UP_ROUNDS)
                                .mapToDouble(Cost::cpuSeconds)
                                .min()
                                .orElseThrow()
                        / megabytes());
        result.put("rate_to_only_reading_sockets", ratio(discarded, received, Cost::seconds));
        result.put("rate_to_only_writing_and_forcing", ratio(written, received, Cost::seconds));
        result.put("cpu_to_only_reading_sockets", ratio(received, discarded, Cost::cpuSeconds));
        result.put("cpu_to_only_writing_and_forcing", ratio(received, written, Cost::cpuSeconds));
        result.put("records_to_target", rounded(records() / seconds / TARGET_RECORDS));
        result.put("megabytes_to_target", rounded(megabytes() / seconds / TARGET_MEGABYTES));
        return result;
    }

    private double records() {
        return (double) count * ForwardFrames.RECORDS;
    }

    private double megabytes() {
        return count * frames.bytes() / MEGA;
    }

    private static double best(List<Cost> costs) {
        return costs.stream()
                .skip(WARM_UP_ROUNDS)
                .mapToDouble(Cost::seconds)
                .min()
                .orElseThrow();
    }

    private interface Part {
        double of(Cost cost);
    }

    private static double ratio(List<Cost> above, List<Cost> below, Part part) {
        List<Double> ratios = new ArrayList<>();
        for (int round = WARM_UP_ROUNDS; round < ROUNDS; round++) {
            ratios.add(part.of(above.get(round)) / part.of(below.get(round)));
        }
        ratios.sort(Comparator.naturalOrder());
        return rounded(ratios.get(ratios.size() / 2));
    }

    private static double rounded(double number) {
        return Math.round(number * 1e3) / 1e3;
    }

    private Cost send(Receiver receiver, int ackBytes) throws IOException, InterruptedException, ExecutionException {
        long[] before = receiver.cost("cpu");
        long start = System.nanoTime();
        try (ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
            Callable<Integer> sender = () -> send(receiver.port, ackBytes);
            for (Future<Integer> sent : senders.invokeAll(Collections.nCopies(CONNECTIONS, sender))) {
                sent.get();
            }
        }
        return cost(start, before, receiver.cost("cpu"));
    }

    private int send(int port, int ackBytes) throws IOException {
        int acknowledged = 0;
        int sent = 0;
        byte[] ack = new byte[ackBytes];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (acknowledged < count / CONNECTIONS) {
                if (sent < count / CONNECTIONS && sent - acknowledged < AHEAD) {
                    out.write(frames.body());
                    out.write(ForwardFrames.options(chunk.getAndIncrement()));
                    sent++;
                } else {
                    in.readFully(ack);
                    acknowledged++;
                }
            }
        }
        return acknowledged;
    }

    private Cost write(Receiver process, Path file, long forces) throws IOException {
        long[] before = process.cost("cpu");
        long start = System.nanoTime();
        long[] after = process.cost("write " + file + " " + count * frames.bytes() + " " + Math.max(1, forces));
        Files.delete(file);
        return cost(start, before, after);
    }

    private static Cost cost(long start, long[] before, long[] after) {
        return new Cost((System.nanoTime() - start) / 1e9, (after[0] - before[0]) / 1e9, after[1] - before[1]);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A process that is asked what it cost so far. */
    private static final class Receiver implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        private final BufferedWriter orders;
        private final int port;

        private Receiver(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx768m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path")));
            String options = System.getenv("THROUGHLINE_BENCH_RECEIVER_OPTIONS");
            if (options != null && arguments[0].equals("forward")) {
                command.addAll(1, List.of(options.split(" ", -1)));
            }
            command.add(ReceivingProcess.class.getName());
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            answers = process.inputReader(StandardCharsets.UTF_8);
            orders = process.outputWriter(StandardCharsets.UTF_8);
            port = (int) number();
        }

        /** CPU time in nanoseconds, and forces of the disk. */
        private long[] cost(String order) throws IOException {
            orders.write(order + "\n");
            orders.flush();
            return new long[] {number(), number()};
        }

        /** What a library logs comes between. */
        private long number() throws IOException {
            String line = answers.readLine();
            while (line != null && !line.matches("[0-9]+")) {
                line = answers.readLine();
            }
            if (line == null) {
                throw new IOException("the receiving process has ended");
            }
            return Long.parseLong(line);
        }

        @Override
        public void close() throws IOException {
            orders.close();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
