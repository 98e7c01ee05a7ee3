package io.throughline.stream.inventory;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.stream.detect.Names;
import io.throughline.stream.detect.Sign;
import io.throughline.stream.inventory.FleetMemory.Container;
import io.throughline.stream.inventory.FleetMemory.Due;
import io.throughline.stream.inventory.FleetMemory.Image;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Holds scans against what runs: an image that serves and was never scanned, or too long ago; and a critical vulnerability that a scan finds in an image
 * that runs and that no scan before had found there.
 */
final class ScanDetector implements Serializable {
    static final String NOT_SCANNED = "image-not-scanned";
    static final String NEW_CRITICAL = "image-new-critical";

    private static final long serialVersionUID = 1L;

    private final InventoryConfig config;

    ScanDetector(InventoryConfig config) {
        this.config = config;
    }

    /** One of the image's containers answered a request. */
    void served(FleetMemory memory, Sight sight, String image, Consumer<Alert> alerts) {
        Image known = memory.images().getOrDefault(image, new Image(null, null, null, sight.time()));
        Instant served = known.served() == null ? sight.time() : known.served();
        memory.images().put(image, new Image(known.scanned(), known.critical(), served, sight.time()));
        Instant scanned = known.scanned();
        Instant until = scanned == null ? served.plus(config.scanGrace()) : scanned.plus(config.scanAge());
        if (until.isBefore(sight.time())) {
            tell(memory, image, sight, sight.time(), alerts);
        } else if (scanned == null && memory.due().size() < FleetWatch.MAX_IMAGES) {
            memory.due().putIfAbsent(NOT_SCANNED + '\0' + image, new Due(until, sight));
        }
    }

    /** The time that a new image has is over. */
    void due(FleetMemory memory, Due due, Consumer<Alert> alerts) {
        Container container = memory.containers().get(due.sight().key());
        String image = container == null ? null : container.image();
        Image known = image == null ? null : memory.images().get(image);
        if (image != null && known != null && known.scanned() == null) {
            tell(memory, image, due.sight(), due.at(), alerts);
        }
    }

    private void tell(FleetMemory memory, String image, Sight sight, Instant time, Consumer<Alert> alerts) {
        Image known = memory.images().get(image);
        Container container = memory.containers().get(sight.key());
        if (known == null || container == null) {
            return;
        }
        Map<String, String> entity = entity(image, container.who());
        Instant scanned = known.scanned();
        String name = container.tag() == null ? image : container.tag();
        EpisodeAlerts.of(
                memory,
                new Sign(
                        NOT_SCANNED,
                        Severity.MEDIUM,
                        image + '\0' + (scanned == null ? "never" : scanned.toString()),
                        entity,
                        name
                                + (scanned == null
                                        ? " serves and was never scanned"
                                        : " serves and was last scanned too long ago"),
                        scanned == null
                                ? "a scan within " + config.scanGrace() + " of its first request"
                                : "a scan every " + config.scanAge(),
                        "requests answered since " + known.served() + ", "
                                + (scanned == null ? "no scan" : "the last scan at " + scanned),
                        List.of()),
                time,
                sight,
                alerts);
    }

    void scanned(FleetMemory memory, Sight sight, Consumer<Alert> alerts) {
        Sight.Scan scan = sight.scan();
        if (scan == null) {
            return;
        }
        for (String image : scan.names()) {
            Image known = memory.images().getOrDefault(image, new Image(null, null, null, sight.time()));
            Instant last = known.scanned();
            if (last != null && last.isAfter(sight.time())) {
                continue;
            }
            List<String> before = known.critical() == null ? List.of() : known.critical();
            TreeSet<String> found = new TreeSet<>(scan.critical());
            found.removeAll(before);
            memory.images()
                    .put(
                            image,
                            new Image(
                                    sight.time(),
                                    new ArrayList<>(scan.critical()),
                                    known.served(),
                                    FleetWatch.later(known.seen(), sight.time())));
            Least.trim(memory.images(), FleetWatch.MAX_IMAGES, Comparator.comparing(Image::seen));
            memory.due().remove(NOT_SCANNED + '\0' + image);
            if (!found.isEmpty()) {
                running(memory, image, found, sight, scan, alerts);
            }
        }
    }

    private static void running(
            FleetMemory memory,
            String image,
            NavigableSet<String> found,
            Sight sight,
            Sight.Scan scan,
            Consumer<Alert> alerts) {
        TreeMap<String, Container> running = new TreeMap<>();
        memory.containers().forEach((key, container) -> {
            boolean isOfImage = image.equals(container.image());
            if (isOfImage && container.ended() == null && !container.seen().isAfter(sight.time())) {
                running.put(Entities.nameOf(container.who()), container);
            }
        });
        if (running.isEmpty()) {
            return;
        }
        Container first = running.firstEntry().getValue();
        Map<String, String> entity = entity(image, first.who());
        Entities.put(entity, "vulnerability.id", Names.some(found));
        String name = first.tag() == null ? image : first.tag();
        EpisodeAlerts.of(
                memory,
                new Sign(
                        NEW_CRITICAL,
                        Severity.CRITICAL,
                        image + '\0' + String.join(",", found) + '\0' + sight.time(),
                        entity,
                        name + " runs and has "
                                + (found.size() == 1
                                        ? "a new critical vulnerability"
                                        : found.size() + " new critical vulnerabilities"),
                        "no critical vulnerability that the scan before did not find",
                        scan.scanner() + " found " + Names.some(found) + " in " + image + ", which runs as "
                                + Names.some(running.navigableKeySet()),
                        List.of()),
                sight.time(),
                sight,
                alerts);
    }

    private static Map<String, String> entity(String image, Sight.Who who) {
        Map<String, String> entity = Entities.of(who, null);
        if (image.startsWith("sha256:")) {
            Entities.put(entity, "container.image.hash.all", image);
        }
        return entity;
    }
}
