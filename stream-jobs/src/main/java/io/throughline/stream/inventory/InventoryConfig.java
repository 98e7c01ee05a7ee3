package io.throughline.stream.inventory;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may run, and what is to be said of what does. All times are event time.
 *
 * @param registries of images that may run; empty: all
 * @param bases images that others may be built on, an asterisk at the end for anything; empty: all
 * @param scanAge an image that serves is to be scanned at least so often
 * @param scanGrace how long a new image may serve until its first scan is known
 * @param listGrace how long a container may take part in requests until an engine tells of it
 * @param silence the shortest time without a line after which a container that serves is silent
 * @param sequence the longest time from a request to a rise of rights, and from there to a new call
 * @param keep what no event told of for so long is forgotten
 */
public record InventoryConfig(
        List<String> registries,
        List<String> bases,
        Duration scanAge,
        Duration scanGrace,
        Duration listGrace,
        Duration silence,
        Duration sequence,
        Duration keep)
        implements Serializable {
    public InventoryConfig {
        registries = List.copyOf(registries);
        bases = List.copyOf(bases);
    }

    public static InventoryConfig from(Settings settings) {
        return new InventoryConfig(
                list(settings.optional("inventory.registries")),
                list(settings.optional("inventory.base-images")),
                settings.duration(
                        "inventory.scan.max-age", Duration.ofDays(30), Duration.ofMinutes(1), Duration.ofDays(3650)),
                settings.duration(
                        "inventory.scan.grace", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(30)),
                settings.duration(
                        "inventory.unlisted.grace", Duration.ofMinutes(2), Duration.ofSeconds(1), Duration.ofDays(1)),
                settings.duration(
                        "inventory.silence", Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofDays(1)),
                settings.duration(
                        "inventory.sequence.within", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(1)),
                settings.duration("inventory.keep", Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(365)));
    }

    private static List<String> list(@Nullable String joined) {
        return joined == null
                ? List.of()
                : Arrays.stream(joined.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }
}
