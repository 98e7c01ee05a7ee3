package io.throughline.core.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Docker's {@code config.v2.json} says of a container. The file lies beside the logs and is read with the same distrust:
 * a regular file of at most a mebibyte, never through a link, of shallow nesting, for this container.
 *
 * @param labels only those of {@link DockerLabels}
 */
record DockerContainer(
        String id, @Nullable String name, @Nullable String image, Map<String, String> labels) {
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_TEXT_CHARS = 512;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxDocumentLength(MAX_FILE_BYTES)
                    .maxStringLength(MAX_FILE_BYTES)
                    .maxNameLength(4096)
                    .build())
            .build();

    DockerContainer {
        labels = Map.copyOf(labels);
    }

    /**
     * @param id the container's id, from the folder's name
     * @throws IOException absent, no regular file, too large, no such JSON, or another container's
     */
    static DockerContainer read(Path config, String id) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(config, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || attributes.size() > MAX_FILE_BYTES) {
            throw new IOException("no regular file of at most " + MAX_FILE_BYTES + " bytes");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(config, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(MAX_FILE_BYTES);
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            return parse(json, id);
        }
    }

    private static DockerContainer parse(JsonParser json, String id) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("no JSON object");
        }
        String found = null;
        String name = null;
        String image = null;
        Map<String, String> labels = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "ID" -> found = text(json);
                case "Name" -> name = text(json);
                case "Config" -> image = config(json, image, labels);
                default -> json.skipChildren();
            }
        }
        if (found != null && !found.equals(id)) {
            throw new IOException("it is of container " + found);
        }
        return new DockerContainer(id, name == null ? null : name.replaceFirst("^/", ""), image, labels);
    }

    private static @Nullable String config(JsonParser json, @Nullable String before, Map<String, String> labels)
            throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return before;
        }
        String image = before;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "Image" -> image = text(json);
                case "Labels" -> labels(json, labels);
                default -> json.skipChildren();
            }
        }
        return image;
    }

    private static void labels(JsonParser json, Map<String, String> labels) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String label = json.currentName();
            json.nextToken();
            String value = text(json);
            if (value != null && DockerLabels.has(label)) {
                labels.put(label, value);
            }
        }
    }

    /** A usable name: one that is neither blank nor longer nor stranger than any real one. */
    private static @Nullable String text(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return null;
        }
        String text = json.getText();
        boolean usable = !text.isBlank()
                && text.length() <= MAX_TEXT_CHARS
                && text.chars().noneMatch(Character::isISOControl);
        return usable ? text : null;
    }
}
