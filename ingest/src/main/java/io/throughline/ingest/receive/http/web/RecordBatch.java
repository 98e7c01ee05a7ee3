package io.throughline.ingest.receive.http.web;

import io.throughline.core.model.Origin;
import io.throughline.core.wire.Sha256;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.peers.Names;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request, by where they come from. Each place makes a chunk, whose id is derived from the request, the source and
 * the chunk's number in the request: a request that is sent again makes the same chunks.
 */
public final class RecordBatch {
    /** What a list and an array cost beside the bytes in them, roughly. */
    private static final int VALUE_OVERHEAD_BYTES = 32;

    /** What a place costs with its names and its list, roughly. */
    private static final int PLACE_BYTES = 1024;

    private final String protocol;
    private final byte[] request;
    private final ReceiveLimits limits;
    private final RequestMemory memory;
    private final Map<Place, List<byte[]>> values = new LinkedHashMap<>();
    private int count;
    private long bytes;

    private record Place(String source, Origin origin) {}

    /** @param request its digest */
    RecordBatch(String protocol, byte[] request, ReceiveLimits limits, RequestMemory memory) {
        this.memory = memory;
        this.protocol = protocol;
        this.request = request;
        this.limits = limits;
    }

    /**
     * @param stream names the source together with the protocol and where it runs, as two hosts' clocks differ; of any length and
     *     content; null where nothing names it
     * @throws ProblemException {@code too-large}: the record, or all of them together
     */
    public void add(@Nullable String stream, Origin origin, byte[] value) {
        if (value.length > Chunk.MAX_RECORD_BYTES) {
            throw ProblemException.tooLarge("record " + (count + 1) + " has " + value.length + " bytes, the limit is "
                    + Chunk.MAX_RECORD_BYTES);
        }
        if (count == limits.maxRecords()) {
            throw tooMany(limits);
        }
        count++;
        bytes += value.length;
        // Labels and tags are put into every record: a small request may make large ones.
        if (bytes > limits.maxBodyBytes()) {
            throw ProblemException.tooLarge(
                    "the records of a request may have " + limits.maxBodyBytes() + " bytes together");
        }
        String source = Names.source(protocol, stream == null ? writer(origin) : writer(origin) + "/" + stream);
        memory.take(value.length + VALUE_OVERHEAD_BYTES);
        values.computeIfAbsent(new Place(source, origin), this::opened).add(value);
    }

    private List<byte[]> opened(Place place) {
        memory.take(PLACE_BYTES);
        return new ArrayList<>();
    }

    private static String writer(Origin origin) {
        return origin.containerName() == null ? origin.host() : origin.host() + "/" + origin.containerName();
    }

    /** What the request takes. */
    public RequestMemory memory() {
        return memory;
    }

    public int count() {
        return count;
    }

    /** For requests that tell before their records are made. */
    public static ProblemException tooMany(ReceiveLimits limits) {
        return ProblemException.tooLarge("a request may have at most " + limits.maxRecords() + " records");
    }

    List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>(values.size());
        values.forEach((place, records) ->
                chunks.add(new Chunk(id(place.source, chunks.size()), place.source, place.origin, records)));
        return chunks;
    }

    private String id(String source, int number) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(request);
        digest.update(source.getBytes(StandardCharsets.UTF_8));
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
        return protocol + ":" + HexFormat.of().formatHex(digest.digest());
    }
}
