package io.throughline.ingest.ship;

import java.util.Map;

/**
 * How far a shipper is.
 *
 * @param files followed now
 * @param records acknowledged by Kafka since the start
 * @param bytes of their values
 * @param rejected records that Kafka refused, now in {@code throughline.rejected}
 * @param pending records on their way
 * @param lagBytes bytes of the files that are not yet acknowledged
 * @param masked how often each shape of secret was masked
 * @param unreadable files that cannot be read, or not to their end
 */
public record ShipProgress(
        int files,
        long records,
        long bytes,
        long rejected,
        long pending,
        long lagBytes,
        Map<String, Long> masked,
        int unreadable) {}
