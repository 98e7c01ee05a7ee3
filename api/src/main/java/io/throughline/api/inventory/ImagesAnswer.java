package io.throughline.api.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.ContainerVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The images of containers as JSON has them.
 *
 * @param complete false: there were more containers, or scans, than are looked at
 */
record ImagesAnswer(String at, List<Item> items, boolean complete) {
    /**
     * One.
     *
     * @param image the reference of one of its containers
     * @param since when the first of these became so
     * @param scanned when it was last scanned before that time; null: not in the time looked at
     * @param critical how many critical vulnerabilities that found
     * @param criticalIds those of them that the scan's event holds
     */
    record Item(
            @Nullable String image,
            @Nullable String digest,
            int containers,
            List<String> services,
            List<String> hosts,
            String since,
            @Nullable String scanned,
            @Nullable Integer critical,
            List<String> criticalIds) {}

    /** @param scans events of scanners, the latest first */
    static ImagesAnswer of(Instant at, List<ContainerVersion> containers, List<ObjectNode> scans, boolean complete) {
        Map<String, ObjectNode> lastScan = new HashMap<>();
        for (ObjectNode scan : scans) {
            for (JsonNode digest : list(scan, "container.image.hash.all")) {
                lastScan.putIfAbsent(digest.asText(), scan);
            }
            lastScan.putIfAbsent(scan.path("throughline.scan.image_id").asText(), scan);
            lastScan.putIfAbsent(scan.path("container.image.name").asText(), scan);
        }
        TreeMap<String, List<ContainerVersion>> byImage = new TreeMap<>();
        for (ContainerVersion container : containers) {
            String key = container.digest() == null ? String.valueOf(container.image()) : container.digest();
            byImage.computeIfAbsent(key, any -> new ArrayList<>()).add(container);
        }
        List<Item> items = new ArrayList<>();
        byImage.forEach((key, running) -> items.add(item(running, lastScan.get(key))));
        return new ImagesAnswer(at.toString(), items, complete);
    }

    private static Item item(List<ContainerVersion> running, @Nullable ObjectNode scan) {
        TreeSet<String> services = new TreeSet<>();
        TreeSet<String> hosts = new TreeSet<>();
        Instant since = running.getFirst().since();
        for (ContainerVersion container : running) {
            if (container.service() != null) {
                services.add(container.service());
            }
            hosts.add(container.host());
            since = container.since().isBefore(since) ? container.since() : since;
        }
        List<String> ids = new ArrayList<>();
        if (scan != null) {
            list(scan, "vulnerability.id").forEach(id -> ids.add(id.asText()));
        }
        return new Item(
                running.getFirst().image(),
                running.getFirst().digest(),
                running.size(),
                List.copyOf(services),
                List.copyOf(hosts),
                since.toString(),
                scan == null ? null : scan.path("@timestamp").asText(),
                scan == null
                        ? null
                        : scan.path("throughline.vulnerabilities.critical").asInt(),
                ids);
    }

    /** One value stands alone. */
    private static Iterable<JsonNode> list(ObjectNode scan, String field) {
        JsonNode value = scan.path(field);
        return value.isArray() ? value : value.isTextual() ? List.of(value) : List.of();
    }
}
