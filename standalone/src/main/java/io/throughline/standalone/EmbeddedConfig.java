package io.throughline.standalone;

import io.throughline.core.config.Settings;

/**
 * Ports on loopback and sizes of the servers that {@code up} brings along.
 *
 * @param kafkaPort {@code embedded.kafka.port}
 * @param kafkaHeapBytes {@code embedded.kafka.heap}
 * @param elasticsearchPort {@code embedded.elasticsearch.port}
 * @param elasticsearchHeapBytes {@code embedded.elasticsearch.heap}
 * @param mainHeapBytes heap of the process with jobs, API and pages, {@code embedded.main.heap}; the launcher applies it
 */
public record EmbeddedConfig(
        int kafkaPort, long kafkaHeapBytes, int elasticsearchPort, long elasticsearchHeapBytes, long mainHeapBytes) {
    private static final long MIN_HEAP_BYTES = 64L << 20;
    private static final long MAX_HEAP_BYTES = 64L << 30;

    public static EmbeddedConfig from(Settings settings) {
        return new EmbeddedConfig(
                settings.integer("embedded.kafka.port", 19_092, 0, 65_535),
                heap(settings, "embedded.kafka.heap", 256L << 20),
                settings.integer("embedded.elasticsearch.port", 19_200, 0, 65_535),
                heap(settings, "embedded.elasticsearch.heap", 512L << 20),
                heap(settings, "embedded.main.heap", 768L << 20));
    }

    private static long heap(Settings settings, String key, long presetBytes) {
        return settings.bytes(key, presetBytes, MIN_HEAP_BYTES, MAX_HEAP_BYTES);
    }
}
