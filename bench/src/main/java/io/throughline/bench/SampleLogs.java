package io.throughline.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Container logs as Docker writes them, of requests that pass several services with their trace ids: 40 lines a trace, most of
 * them 200 to 600 bytes, one request or call record in ten. The same for the same number of records.
 */
final class SampleLogs {
    private static final int SERVICES = 60;
    private static final int LINES_OF_TRACE = 40;
    private static final String FILLER =
            "[getTicketsByBatch][request: Trip(id=015fd636, tripId=G1234, trainTypeName=GaoTieOne, "
                    + "startStation=shanghai, stations=[suzhou, taiyuan], terminalStation=nanjing, startTime=2013-05-04 09:00:00)] ";

    private SampleLogs() {}

    /** @return the files, one a service */
    static List<Path> write(Path folder, int records) throws IOException {
        Random random = new Random(1);
        List<Path> files = new ArrayList<>();
        List<OutputStream> outs = new ArrayList<>();
        for (int service = 0; service < SERVICES; service++) {
            Path file = folder.resolve("svc-" + service + "-7f8d7d756d-k7b9j.log");
            files.add(file);
            outs.add(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        }
        Instant time = Instant.parse("2026-03-01T10:00:00Z");
        String trace = "";
        for (int i = 0; i < records; i++) {
            if (i % LINES_OF_TRACE == 0) {
                byte[] id = new byte[16];
                random.nextBytes(id);
                trace = HexFormat.of().formatHex(id);
            }
            time = time.plusNanos(2_500_000);
            int service = (i / 5) % SERVICES;
            outs.get(service).write(line(i, service, trace, time, random).getBytes(StandardCharsets.US_ASCII));
        }
        for (OutputStream out : outs) {
            out.close();
        }
        return files;
    }

    private static String line(int number, int service, String trace, Instant time, Random random) {
        String span = "%016x".formatted((long) number / 5);
        String log = number % 10 == 9
                ? "{\\\"level\\\":\\\"INFO\\\",\\\"message\\\":\\\"request\\\",\\\"trace_id\\\":\\\"" + trace
                        + "\\\",\\\"span_id\\\":\\\"" + span
                        + "\\\",\\\"direction\\\":\\\"inbound\\\",\\\"method\\\":\\\"GET\\\",\\\"path\\\":\\\"/orders/"
                        + random.nextInt(1_000)
                        + "\\\",\\\"status\\\":200,\\\"duration_ms\\\":" + (1 + random.nextInt(50)) + "}"
                : time.toString().substring(11, 23) + " INFO  t.s.Service" + service + "Impl#" + (100 + number % 400)
                        + " TraceID: " + trace + " SpanID: " + span + " "
                        + FILLER.substring(0, 60 + random.nextInt(FILLER.length() - 60));
        return "{\"log\":\"" + log + "\\n\",\"stream\":\"stdout\",\"time\":\"" + time + "\"}\n";
    }
}
