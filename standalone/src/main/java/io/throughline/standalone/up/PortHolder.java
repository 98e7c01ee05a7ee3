package io.throughline.standalone.up;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out which process listens on a TCP port, where the system tells (Linux, for the processes one may look at). */
final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENS = "0A";
    /** Columns of {@code /proc/net/tcp}. */
    private static final int LOCAL_ADDRESS = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortHolder() {}

    /** Such as {@code java, process 4711}. */
    static Optional<String> of(int port) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : new String[] {"tcp", "tcp6"}) {
                Path file = PROC.resolve("net").resolve(table);
                if (Files.isReadable(file)) {
                    Files.readAllLines(file).forEach(line -> addListening(line, port, sockets));
                }
            }
            return sockets.isEmpty() ? Optional.empty() : processWith(sockets);
        } catch (IOException e) {
            // Not to be known: the message goes without.
            return Optional.empty();
        }
    }

    private static void addListening(String line, int port, Set<String> sockets) {
        String[] columns = line.strip().split("\\s+");
        if (columns.length > INODE
                && columns[STATE].equals(LISTENS)
                && columns[LOCAL_ADDRESS].endsWith(String.format(Locale.ROOT, ":%04X", port))) {
            sockets.add("socket:[" + columns[INODE] + "]");
        }
    }

    private static Optional<String> processWith(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsOneOf(process, sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(name + ", process " + process.getFileName());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holdsOneOf(Path process, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)
                        && sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's process, or one that just ended.
            return false;
        }
        return false;
    }
}
