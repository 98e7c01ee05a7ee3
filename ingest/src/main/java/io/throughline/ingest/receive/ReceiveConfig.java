package io.throughline.ingest.receive;

import io.throughline.core.config.Settings;
import io.throughline.core.mask.MaskConfig;
import io.throughline.ingest.buffer.BufferConfig;
import io.throughline.ingest.receive.forward.ForwardConfig;
import io.throughline.ingest.receive.http.HttpReceiveConfig;
import io.throughline.ingest.receive.peers.MemoryBudget;
import io.throughline.ingest.receive.syslog.SyslogConfig;

/**
 * Where the receivers listen and how much they take; each protocol's settings are below {@code receive.PROTOCOL}.
 *
 * @param bufferBytes {@code receive.buffer}: memory for what was taken and is not safe in Kafka yet; when it is full, senders wait
 * @param disk where chunks wait for Kafka, if anywhere but in memory
 * @param memoryBytes {@code receive.memory}: what is being received, of all senders, until it is taken; one address may have three
 *     quarters of it
 * @param mask what is masked before a chunk is handed on
 */
public record ReceiveConfig(
        long bufferBytes,
        BufferConfig disk,
        long memoryBytes,
        ForwardConfig forward,
        HttpReceiveConfig http,
        HttpReceiveConfig otlp,
        SyslogConfig syslog,
        MaskConfig mask) {
    public static ReceiveConfig from(Settings settings) {
        return new ReceiveConfig(
                settings.bytes("receive.buffer", 64L << 20, 1L << 20, 16L << 30),
                BufferConfig.from(settings),
                settings.bytes("receive.memory", MemoryBudget.DEFAULT_BYTES, 4L << 20, 16L << 30),
                ForwardConfig.from(settings),
                HttpReceiveConfig.from(settings),
                HttpReceiveConfig.otlp(settings),
                SyslogConfig.from(settings),
                MaskConfig.from(settings));
    }
}
