package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.throughline.core.template.MessageTemplates;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * What a message's template costs on one thread, against two limits measured in the same rounds on the same messages: copying their
 * characters, and cutting them at blanks without looking at anything. Rates are those of the thread's own clock, the best round's;
 * a ratio is the best against the best. Allocation is that of the last round, in which all templates are known; {@code flood} is the
 * same with messages that are all new, a sender's worst.
 */
final class TemplateBench {
    static final int RECORDS = 1_000_000;

    private static final int ROUNDS = 12;
    private static final int DISTINCT = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ObjectNode result = new ObjectMapper().createObjectNode();
    private final int records;

    private TemplateBench(int records) {
        this.records = records;
    }

    static ObjectNode run(int records) {
        return new TemplateBench(records).all();
    }

    private ObjectNode all() {
        List<String> messages = messages(Math.min(records, DISTINCT));
        List<String> flood = flood(Math.min(records, DISTINCT));
        MessageTemplates templates = new MessageTemplates();
        MessageTemplates flooded = new MessageTemplates();
        char[] buffer = new char[4096];
        result.put("records", records);
        result.put("chars_per_line", messages.stream().mapToLong(String::length).sum() / messages.size());
        long sum = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            sum += best("copy", messages, message -> copy(message, buffer));
            sum += best("words", messages, TemplateBench::words);
            sum += best(
                    "template",
                    messages,
                    message -> templates.of(message).text().length());
            sum += best("flood", flood, message -> flooded.of(message).text().length());
        }
        result.put("templates", templates.made());
        ratio("template_to_words", "template", "words");
        ratio("template_to_copy", "template", "copy");
        ratio("flood_to_template", "flood", "template");
        System.err.println("throughline: a sum that the compiler cannot leave out: " + sum);
        return result;
    }

    private long best(String name, List<String> messages, ToLongFunction<String> work) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long started = THREADS.getCurrentThreadCpuTime();
        long sum = 0;
        for (int done = 0; done < records; ) {
            for (int i = 0; i < messages.size() && done < records; i++, done++) {
                sum += work.applyAsLong(messages.get(i));
            }
        }
        long nanos = THREADS.getCurrentThreadCpuTime() - started;
        double bytes = (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / records;
        long perSecond = Math.round(records * 1e9 / nanos);
        System.err.printf("throughline: %s: %,d lines a second, %.2f bytes allocated a line%n", name, perSecond, bytes);
        String rate = name + "_lines_per_second";
        result.put(rate, Math.max(result.path(rate).longValue(), perSecond));
        result.put(name + "_bytes_allocated_per_line", Math.round(100 * bytes) / 100.0);
        return sum;
    }

    private void ratio(String name, String one, String other) {
        double ratio = result.path(one + "_lines_per_second").doubleValue()
                / result.path(other + "_lines_per_second").doubleValue();
        result.put(name, Math.round(1000 * ratio) / 1000.0);
    }

    private static long copy(String message, char[] buffer) {
        int length = Math.min(message.length(), buffer.length);
        message.getChars(0, length, buffer, 0);
        return buffer[length - 1];
    }

    private static long words(String message) {
        long words = 0;
        boolean within = false;
        for (int i = 0; i < message.length(); i++) {
            boolean blank = message.charAt(i) == ' ';
            words += !blank && !within ? 1 : 0;
            within = !blank;
        }
        return words;
    }

    /** Lines as a microservice shop and the servers around it write them. */
    private static List<String> messages(int count) {
        Random random = new Random(1);
        List<String> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            int number = random.nextInt(100_000);
            messages.add(
                    switch (i % 10) {
                        case 0 -> "[getRouteById][Query route by id][RouteId: " + id + "]";
                        case 1 ->
                            "[getLeftTicketOfInterval][Get left ticket of interval][TravelDate: 2023-01-29 15:38:06,"
                                    + "TrainNumber: G" + number + ",SeatType: 3]";
                        case 2 ->
                            "[getRestTicketNumber][Seat request][request: Seat(travelDate=2023-01-29 15:38:06, "
                                    + "trainNumber=Z" + number
                                    + ", startStation=shanghai, destStation=nanjing, seatType=3, "
                                    + "stations=[shanghai, nanjing, shijiazhuang])]";
                        case 3 -> "[query][Query config success][config name: DirectTicketAllocationProportion]";
                        case 4 -> "Login request of username: fdse_microservice";
                        case 5 ->
                            "Receiving block blk_-" + random.nextLong(Long.MAX_VALUE) + " src: /10.250.19.102:" + number
                                    + " dest: /10.250.19.102:50010";
                        case 6 -> "Failed password for invalid user admin from 173.234.31.186 port " + number + " ssh2";
                        case 7 ->
                            "level=info msg=\"request done\" method=GET path=/orders/" + id + " status=200 took="
                                    + number + "us";
                        case 8 -> "{\"event\":\"order placed\",\"order\":" + number + ",\"total\":12.5,\"paid\":true}";
                        default ->
                            "HikariPool-1 - Connection is not available, request timed out after " + number + "ms.";
                    });
        }
        return messages;
    }

    /** Every line of a kind of its own. */
    private static List<String> flood(int count) {
        Random random = new Random(2);
        List<String> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            StringBuilder message = new StringBuilder();
            for (int word = 0; word < 12; word++) {
                for (int letter = random.nextInt(3, 9); letter > 0; letter--) {
                    message.append((char) ('a' + random.nextInt(26)));
                }
                message.append(' ');
            }
            messages.add(message.toString());
        }
        return messages;
    }
}
