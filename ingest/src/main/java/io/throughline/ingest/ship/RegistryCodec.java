package io.throughline.ingest.ship;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The registry's bytes: a first line with kind, version, length and CRC-32C of the rest, then one JSON object a line and source,
 * so that a person can read it and a cut or flipped byte is noticed.
 */
final class RegistryCodec {
    private static final String KIND = "throughline-ship-registry 2";
    private static final int MAX_HEADER_BYTES = 80;
    private static final JsonFactory JSON = new JsonFactory();

    private RegistryCodec() {}

    static byte[] encode(Collection<RegistryEntry> entries) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(256 * (entries.size() + 1));
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (RegistryEntry entry : entries) {
                write(json, entry);
            }
        }
        byte[] header = header(body.toByteArray(), 0).getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(header, header.length + body.size());
        System.arraycopy(body.toByteArray(), 0, bytes, header.length, body.size());
        return bytes;
    }

    /** @throws IOException damaged, and how */
    static List<RegistryEntry> decode(byte[] bytes) throws IOException {
        int feed = 0;
        while (feed < Math.min(bytes.length, MAX_HEADER_BYTES) && bytes[feed] != '\n') {
            feed++;
        }
        String header = new String(bytes, 0, Math.min(feed + 1, bytes.length), StandardCharsets.US_ASCII);
        if (!header.startsWith(KIND)) {
            throw new IOException("it does not begin with '" + KIND + "'");
        }
        if (!header.equals(header(bytes, feed + 1))) {
            throw new IOException("its length or checksum is wrong");
        }
        List<RegistryEntry> entries = new ArrayList<>();
        try (JsonParser json = JSON.createParser(bytes, feed + 1, bytes.length - feed - 1)) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                entries.add(read(json));
            }
        }
        return entries;
    }

    private static String header(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        int length = Math.max(0, bytes.length - from);
        crc.update(bytes, Math.min(from, bytes.length), length);
        return "%s %d %08x\n".formatted(KIND, length, crc.getValue());
    }

    private static void write(JsonGenerator json, RegistryEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", entry.source());
        json.writeNumberField("device", entry.file().device());
        json.writeNumberField("inode", entry.file().inode());
        json.writeNumberField("generation", entry.generation());
        json.writeNumberField("headBytes", entry.head().bytes());
        json.writeStringField("head", entry.head().hash());
        json.writeNumberField("offset", entry.offset());
        json.writeStringField("marks", marks(entry.marks()));
        json.writeNumberField("finishedSize", entry.finishedSize());
        json.writeNumberField("finishedMillis", entry.finishedMillis());
        json.writeStringField("path", entry.path());
        json.writeNumberField("seenMillis", entry.seenMillis());
        json.writeEndObject();
    }

    private static RegistryEntry read(JsonParser json) throws IOException {
        Map<String, Long> numbers = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT) {
                numbers.put(name, json.getLongValue());
            } else if (value == JsonToken.VALUE_STRING) {
                texts.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return new RegistryEntry(
                text(texts, "source"),
                new FileStat.Key(number(numbers, "device"), number(numbers, "inode")),
                (int) number(numbers, "generation"),
                new Fingerprint((int) number(numbers, "headBytes"), text(texts, "head")),
                number(numbers, "offset"),
                marks(text(texts, "marks")),
                number(numbers, "finishedSize"),
                number(numbers, "finishedMillis"),
                text(texts, "path"),
                number(numbers, "seenMillis"));
    }

    /** {@code position:bytes:hash} of each, with a blank between. */
    private static String marks(List<Mark> marks) {
        StringBuilder text = new StringBuilder();
        for (Mark mark : marks) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(mark.position())
                    .append(':')
                    .append(mark.before().bytes())
                    .append(':')
                    .append(mark.before().hash());
        }
        return text.toString();
    }

    private static List<Mark> marks(String text) throws IOException {
        List<Mark> marks = new ArrayList<>();
        try {
            for (String mark : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
                String[] parts = mark.split(":", 3);
                Fingerprint before = new Fingerprint(Integer.parseInt(parts[1]), parts[2]);
                marks.add(new Mark(Long.parseLong(parts[0]), before));
            }
            return marks;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("an entry has the marks '" + text + "'", e);
        }
    }

    private static String text(Map<String, String> texts, String name) throws IOException {
        String text = texts.get(name);
        if (text == null) {
            throw new IOException("an entry lacks " + name);
        }
        return text;
    }

    private static long number(Map<String, Long> numbers, String name) throws IOException {
        Long number = numbers.get(name);
        if (number == null) {
            throw new IOException("an entry lacks " + name);
        }
        return number;
    }
}
