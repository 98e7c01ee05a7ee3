package io.throughline.bench;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The same lines in the forms that parsers take: bytes, texts, records of one source. */
record ParseLines(List<byte[]> bytes, List<String> texts, List<RawRecord> records) {
    /** The system property that tells a benchmark's own process how many lines to read. */
    static final String COUNT = "throughline.bench.lines";

    static final int DEFAULT_COUNT = 10_000;

    private static final Origin ORIGIN = Origin.ofHost("bench");

    static ParseLines of(ParseInput input) throws IOException {
        return of(input.lines(Integer.getInteger(COUNT, DEFAULT_COUNT)));
    }

    static ParseLines of(byte[]... lines) {
        List<String> texts = new ArrayList<>();
        List<RawRecord> records = new ArrayList<>();
        long offset = 0;
        for (byte[] line : lines) {
            texts.add(new String(line, StandardCharsets.UTF_8));
            records.add(new RawRecord("bench:1", offset, line, ORIGIN));
            offset += line.length + 1;
        }
        return new ParseLines(Arrays.asList(lines), texts, records);
    }

    long size() {
        return bytes.stream().mapToLong(line -> line.length).sum();
    }
}
