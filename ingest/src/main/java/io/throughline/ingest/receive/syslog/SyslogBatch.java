package io.throughline.ingest.receive.syslog;

import io.throughline.core.model.Origin;
import io.throughline.ingest.publish.Chunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Records of one connection on their way to the intake, by host: a relay sends those of many. */
final class SyslogBatch {
    private static final int MAX_RECORDS = 500;
    private static final int MAX_BYTES = 1 << 20;

    private final Supplier<String> ids;
    private final Map<String, List<byte[]>> values = new LinkedHashMap<>();
    private int records;
    private int bytes;

    /** @param ids gives every chunk its own */
    SyslogBatch(Supplier<String> ids) {
        this.ids = ids;
    }

    void add(SyslogRecords.HostRecord record) {
        values.computeIfAbsent(record.host(), host -> new ArrayList<>()).add(record.value());
        records++;
        bytes += record.value().length;
    }

    boolean isEmpty() {
        return records == 0;
    }

    boolean isFull() {
        return records >= MAX_RECORDS || bytes >= MAX_BYTES;
    }

    /** One chunk for each host; the batch is empty afterwards. */
    List<Chunk> take() {
        List<Chunk> chunks = new ArrayList<>(values.size());
        values.forEach(
                (host, records) -> chunks.add(new Chunk(ids.get(), "syslog:" + host, Origin.ofHost(host), records)));
        values.clear();
        records = 0;
        bytes = 0;
        return chunks;
    }
}
