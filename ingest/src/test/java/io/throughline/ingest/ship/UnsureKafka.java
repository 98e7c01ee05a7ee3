package io.throughline.ingest.ship;

import io.throughline.core.model.Origin;
import io.throughline.ingest.publish.SourcePublisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A Kafka in memory that refuses records, acknowledges late, and keeps or loses what it has not acknowledged. */
final class UnsureKafka implements TailedFile.Publishers {
    /** What makes an event's id. */
    record Id(String source, long offset) {}

    private record Sent(Id id, String value, long safeOffsetBehind) {}

    /** What ends up in the index: an id's contents, which should be one. */
    final Map<Id, Set<String>> index = new HashMap<>();

    /** Each line's ids, which should be one. */
    final Map<String, Set<Id>> lines = new TreeMap<>();

    final Set<String> acknowledged = new HashSet<>();

    private final Random random;
    private List<Lane> lanes = new ArrayList<>();
    private boolean refusing;
    private Runnable uponSend = () -> {};

    UnsureKafka(Random random) {
        this.random = random;
    }

    @Override
    public SourcePublisher source(String source, Origin origin, long safeOffset) {
        Lane lane = new Lane(source, safeOffset);
        lanes.add(lane);
        return lane;
    }

    /** Does it once, when the next record is sent: in the middle of reading. */
    void uponSend(Runnable action) {
        uponSend = action;
    }

    void refuse(boolean now) {
        refusing = now;
    }

    /** Acknowledges some of what was sent. */
    void acknowledgeSome() {
        for (Lane lane : lanes) {
            lane.acknowledge(random.nextInt(lane.pending.size() + 1));
        }
    }

    void acknowledgeAll() {
        for (Lane lane : lanes) {
            lane.acknowledge(lane.pending.size());
        }
    }

    /** The sender is gone: what it was not told of is there or not. */
    void breakOff() {
        for (Lane lane : lanes) {
            int kept = random.nextInt(lane.pending.size() + 1);
            lane.pending.stream().limit(kept).forEach(this::store);
        }
        lanes = new ArrayList<>();
    }

    private void store(Sent sent) {
        index.computeIfAbsent(sent.id, id -> new TreeSet<>()).add(sent.value);
        for (String line : sent.value.split("\n", -1)) {
            lines.computeIfAbsent(line, same -> new HashSet<>()).add(sent.id);
        }
    }

    private final class Lane implements SourcePublisher {
        private final String source;
        private final Deque<Sent> pending = new ArrayDeque<>();
        private long safeOffset;

        private Lane(String source, long safeOffset) {
            this.source = source;
            this.safeOffset = safeOffset;
        }

        @Override
        public boolean send(long offset, byte[] value, int length, long safeOffsetBehind) {
            if (refusing) {
                return false;
            }
            String text = new String(value, StandardCharsets.ISO_8859_1);
            pending.add(new Sent(new Id(source, offset), text, safeOffsetBehind));
            Runnable action = uponSend;
            uponSend = () -> {};
            action.run();
            return true;
        }

        @Override
        public long safeOffset() {
            return safeOffset;
        }

        @Override
        public long pending() {
            return pending.size();
        }

        private void acknowledge(int count) {
            for (int i = 0; i < count; i++) {
                Sent sent = pending.remove();
                store(sent);
                acknowledged.addAll(List.of(sent.value.split("\n", -1)));
                safeOffset = sent.safeOffsetBehind;
            }
        }
    }
}
