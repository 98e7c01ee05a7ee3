package io.throughline.standalone.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A container's output as Docker's json-file driver keeps it: {@code containers/ID/ID-json.log} with {@code config.v2.json} beside
 * it, one JSON object per line of output, output longer than 16 KiB in several objects of which only the last one's
 * {@code log} ends in a line feed, and rotation by rename. Safe for use by several threads.
 */
final class DockerLog implements AutoCloseable {
    /** Docker's copier reads into a buffer of this many bytes and hands on what is in it when it is full. */
    static final int PART_BYTES = 16 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    /** Nanoseconds without trailing zeros, as Go's RFC3339Nano; Java's clock gives microseconds. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final ReentrantLock lock = new ReentrantLock();
    private final Path file;
    private final long maxBytes;
    private final int maxFiles;
    private OutputStream out;
    private long size;
    private long lines;

    /**
     * @param dir the host's {@code /var/lib/docker/containers}
     * @param maxBytes the driver's {@code max-size}
     * @param maxFiles the driver's {@code max-file}, at least 1
     */
    DockerLog(Path dir, Container container, String id, Instant created, long maxBytes, int maxFiles)
            throws IOException {
        Path home = Files.createDirectories(dir.resolve(id));
        this.file = home.resolve(id + "-json.log");
        this.maxBytes = maxBytes;
        this.maxFiles = maxFiles;
        // Docker writes the configuration before the container's first output.
        Files.write(home.resolve("config.v2.json"), config(container, id, created, file));
        this.out = open(file);
        this.size = Files.size(file);
    }

    Path file() {
        return file;
    }

    /** Lines of output so far, each counted once however many parts it has. */
    long lines() {
        lock.lock();
        try {
            return lines;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes one line of output.
     *
     * @param line without its line feed
     * @param stream {@code stdout} or {@code stderr}
     */
    void write(String line, String stream, Instant time) throws IOException {
        byte[] text = (line + '\n').getBytes(StandardCharsets.UTF_8);
        String stamp = rfc3339Nano(time);
        lock.lock();
        try {
            if (size >= maxBytes) {
                rotate();
            }
            for (int from = 0; from < text.length; ) {
                int to = partEnd(text, from);
                byte[] object = object(new String(text, from, to - from, StandardCharsets.UTF_8), stream, stamp);
                out.write(object);
                size += object.length;
                from = to;
            }
            lines++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            out.close();
        } finally {
            lock.unlock();
        }
    }

    /** Docker cuts at the byte; a character is kept whole here, so that both halves are text and no letter is lost. */
    private static int partEnd(byte[] text, int from) {
        int end = Math.min(text.length, from + PART_BYTES);
        while (end < text.length && (text[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private void rotate() throws IOException {
        out.close();
        for (int n = maxFiles - 1; n > 1; n--) {
            Path older = rotated(n - 1);
            if (Files.exists(older)) {
                Files.move(older, rotated(n), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (maxFiles > 1) {
            Files.move(file, rotated(1), StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(file);
        }
        out = open(file);
        size = 0;
    }

    private Path rotated(int n) {
        return file.resolveSibling(file.getFileName() + "." + n);
    }

    private static OutputStream open(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String rfc3339Nano(Instant time) {
        String text = TIME.format(time);
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end) + 'Z';
    }

    private static byte[] object(String log, String stream, String time) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(log.length() + 128);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("log", log);
            json.writeStringField("stream", stream);
            json.writeStringField("time", time);
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** What a reader of the log needs to know of the container: a small part of what Docker keeps there. */
    private static byte[] config(Container container, String id, Instant created, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("ID", id);
            json.writeStringField("Created", rfc3339Nano(created));
            json.writeStringField("Name", "/" + container.name());
            json.writeStringField("Driver", "overlay2");
            json.writeStringField("LogPath", file.toString());
            json.writeObjectFieldStart("Config");
            json.writeStringField("Hostname", id.substring(0, 12));
            json.writeStringField("Image", container.image());
            json.writeObjectFieldStart("Labels");
            json.writeStringField("com.docker.compose.project", "shop");
            json.writeStringField("com.docker.compose.service", container.service());
            json.writeStringField("com.docker.compose.container-number", "1");
            json.writeEndObject();
            json.writeEndObject();
            json.writeObjectFieldStart("NetworkSettings");
            json.writeObjectFieldStart("Networks");
            json.writeObjectFieldStart("shop_default");
            json.writeStringField("IPAddress", container.address());
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
