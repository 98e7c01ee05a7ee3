package io.throughline.stream.inventory;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.stream.detect.Sign;
import io.throughline.stream.inventory.FleetMemory.Due;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A container takes part in requests and no engine told of it. Nothing is said where no engine tells of containers at all; of a host without an engine
 * that does, while others have one, there is one alert for all of its containers.
 */
final class UnlistedDetector implements Serializable {
    static final String RULE = "container-not-in-inventory";

    private static final long serialVersionUID = 1L;

    private final InventoryConfig config;

    UnlistedDetector(InventoryConfig config) {
        this.config = config;
    }

    static String dueOf(String key) {
        return RULE + '\0' + key;
    }

    /** It is judged when an engine has had the time to tell. */
    void used(FleetMemory memory, Sight sight) {
        if (memory.due().size() < FleetWatch.MAX_IMAGES) {
            memory.due().putIfAbsent(dueOf(sight.key()), new Due(sight.time().plus(config.listGrace()), sight));
        }
    }

    void due(FleetMemory memory, Due due, Consumer<Alert> alerts) {
        Sight sight = due.sight();
        if (memory.hosts().isEmpty() || memory.containers().containsKey(sight.key())) {
            return;
        }
        String host = sight.who().host();
        Instant told = memory.hosts().get(host);
        String name = Entities.nameOf(sight.who());
        Map<String, String> entity = Entities.of(sight.who(), null);
        Map<String, String> ofHost = new TreeMap<>(Map.of("host.name", host));
        EpisodeAlerts.of(
                memory,
                told == null
                        ? new Sign(
                                RULE,
                                Severity.MEDIUM,
                                "host\0" + host,
                                ofHost,
                                "containers of " + host + " take part in requests and are in no inventory",
                                "an engine that tells of the containers of " + host + ", as of "
                                        + memory.hosts().size() + " other hosts",
                                "requests of " + name + " and no word of any engine there",
                                List.of())
                        : new Sign(
                                RULE,
                                Severity.HIGH,
                                sight.key(),
                                entity,
                                name + " takes part in requests and is in no inventory",
                                "a container that the engine of " + host + " told of within " + config.listGrace(),
                                "requests of " + name + " since " + sight.time() + "; the engine told of others until "
                                        + told,
                                List.of()),
                due.at(),
                sight,
                alerts);
    }
}
