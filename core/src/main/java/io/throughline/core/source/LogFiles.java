package io.throughline.core.source;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Finds and opens log files: plain ones, {@code .gz} and {@code .zst}, told apart by their first bytes and never by name. */
public final class LogFiles {
    /** More files than any host has logs; a pattern that matches more is a mistake. */
    public static final int MAX_FILES = 100_000;

    /** By as many bytes a packed file is known. */
    public static final int MAGIC_BYTES = 4;

    private static final int INFLATE_BUFFER_BYTES = 64 << 10;

    private LogFiles() {}

    /** How a file's bytes are packed. */
    public enum Packing {
        PLAIN,
        GZIP,
        ZSTD;

        private static Packing of(byte[] first, int bytes) {
            if (bytes >= 2 && first[0] == 0x1f && first[1] == (byte) 0x8b) {
                return GZIP;
            }
            boolean zstd = bytes >= 4
                    && first[0] == 0x28
                    && first[1] == (byte) 0xb5
                    && first[2] == 0x2f
                    && first[3] == (byte) 0xfd;
            return zstd ? ZSTD : PLAIN;
        }
    }

    /** Tells the packing from a file's first bytes, at most {@link #MAGIC_BYTES}; an empty file is plain. */
    public static Packing packing(byte[] first) {
        return Packing.of(first, first.length);
    }

    /** Whether a file that has only these bytes, or none, may yet turn out to be packed: it is being written. */
    public static boolean mayBecomePacked(byte[] first) {
        boolean gzip = first.length < 2 && (first.length == 0 || first[0] == 0x1f);
        boolean zstd = first.length < MAGIC_BYTES && (first.length == 0 || first[0] == 0x28);
        return gzip || zstd;
    }

    /**
     * The file's bytes, unpacked while they are read, in memory that does not depend on the file.
     *
     * @throws java.io.EOFException also later, while reading, where a packed file breaks off
     */
    public static InputStream open(Path file) throws IOException {
        return open(file, INFLATE_BUFFER_BYTES);
    }

    static InputStream open(Path file, int bufferBytes) throws IOException {
        return unpack(Files.newInputStream(file), bufferBytes);
    }

    /** The same of bytes that come from elsewhere; where it fails the stream is closed. */
    public static InputStream unpack(InputStream in) throws IOException {
        return unpack(in, INFLATE_BUFFER_BYTES);
    }

    private static InputStream unpack(InputStream in, int bufferBytes) throws IOException {
        try {
            BufferedInputStream buffered = new BufferedInputStream(in, bufferBytes);
            buffered.mark(MAGIC_BYTES);
            byte[] first = buffered.readNBytes(MAGIC_BYTES);
            buffered.reset();
            return switch (Packing.of(first, first.length)) {
                case PLAIN -> buffered;
                case GZIP -> new GZIPInputStream(buffered, bufferBytes);
                case ZSTD -> new ZstdInputStream(buffered);
            };
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The log files that arguments stand for, each a file, a folder (all logs below it) or a glob, ordered by name.
     *
     * @throws IOException an argument stands for no file, for more than {@link #MAX_FILES}, or cannot be read
     */
    public static List<LogFile> expand(Collection<String> arguments) throws IOException {
        Map<Path, LogFile> byRealPath = new LinkedHashMap<>();
        for (String argument : arguments) {
            Glob glob = Glob.of(argument);
            List<Path> files = glob.files(MAX_FILES);
            if (files.isEmpty()) {
                throw new IOException("no log file is at " + argument);
            }
            for (Path file : files) {
                byRealPath.putIfAbsent(file.toRealPath(), new LogFile(file, glob.nameOf(file)));
            }
            if (byRealPath.size() > MAX_FILES) {
                throw new IOException("more than " + MAX_FILES + " files");
            }
        }
        return distinctNames(byRealPath.values());
    }

    /** Files of one name, from several arguments, are told apart by a number, in the order of the arguments. */
    private static List<LogFile> distinctNames(Collection<LogFile> files) {
        Map<String, Integer> seen = new HashMap<>();
        List<LogFile> distinct = new ArrayList<>(files.size());
        for (LogFile file : files) {
            int before = seen.merge(file.name(), 1, Integer::sum);
            distinct.add(before == 1 ? file : new LogFile(file.path(), file.name() + "#" + before));
        }
        distinct.sort(Comparator.comparing(LogFile::name));
        return distinct;
    }
}
