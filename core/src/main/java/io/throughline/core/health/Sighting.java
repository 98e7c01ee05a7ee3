package io.throughline.core.health;

import java.time.Instant;

/**
 * A trait's outcome, seen once.
 *
 * @param visit in which it was seen: its place among the visits of its flow
 * @param record the hop's or log event's id
 */
record Sighting(Trait trait, String outcome, Instant time, int visit, String record) {}
