package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.LatencyHistogram;
import java.io.IOException;
import java.util.Map;

/** A latency histogram as one array of bucket, count, bucket, count, ...: kept, not indexed, merged by whoever reads. */
final class LatencyArray {
    static final String FIELD = "throughline.latency";

    private LatencyArray() {}

    static void write(JsonGenerator json, LatencyHistogram histogram) throws IOException {
        json.writeArrayFieldStart(FIELD);
        for (Map.Entry<Integer, Long> bucket : histogram.buckets().entrySet()) {
            json.writeNumber(bucket.getKey());
            json.writeNumber(bucket.getValue());
        }
        json.writeEndArray();
    }

    static LatencyHistogram read(JsonNode source) {
        JsonNode numbers = source.path(FIELD);
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i + 1 < numbers.size(); i += 2) {
            histogram.add(numbers.path(i).asInt(), numbers.path(i + 1).asLong());
        }
        return histogram;
    }
}
