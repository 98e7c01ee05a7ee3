package io.throughline.standalone.senders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the system did not hand to who receives by UDP, as Linux counts it (proc(5), {@code /proc/net/udp}). */
final class Datagrams {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL_ADDRESS = 1;

    private Datagrams() {}

    /** Datagrams to the port that were dropped since it was opened, as its buffer was full. */
    static long dropped(int port) throws IOException {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        long dropped = 0;
        for (Path table : TABLES) {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.strip().split("\\s+");
                if (columns[LOCAL_ADDRESS].endsWith(suffix)) {
                    dropped += Long.parseLong(columns[columns.length - 1]);
                }
            }
        }
        return dropped;
    }
}
