package io.throughline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONObject;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.AccessScan;
import io.throughline.core.parse.AccessScan.Part;
import io.throughline.core.parse.JsonScan;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParseBenchmarksTest {
    private static final int LINES = 200;
    /** Caller, user, method, URL, protocol, referrer and agent among the expression's groups. */
    private static final int[] GROUPS = {1, 2, 4, 5, 6, 9, 10};

    @Test
    void scanAndExpressionFindTheSameFields() throws IOException {
        AccessScan scan = new AccessScan();
        CombinedRegex regex = new CombinedRegex();
        for (byte[] line : ParseInput.ACCESS.generated(LINES)) {
            assertThat(scan.scan(line, 0, line.length)).isTrue();
            assertThat(regex.matches(new String(line, StandardCharsets.UTF_8))).isTrue();
            for (Part part : Part.values()) {
                assertThat(scan.text(part))
                        .isEqualTo(regex.text(GROUPS[List.of(Part.values()).indexOf(part)]));
            }
            assertThat(Integer.toString(scan.status())).isEqualTo(regex.text(7));
            assertThat(Long.toString(scan.bytes())).isEqualTo(regex.text(8));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCESS")
    void scanAndPeerReadTheSameMembers(ParseInput input) throws IOException {
        JsonScan scan = new JsonScan(ParseLimits.DEFAULTS.maxDepth());
        for (byte[] line : input.generated(LINES)) {
            Map<String, String> ours = new LinkedHashMap<>();
            assertThat(scan.start(line, 0, line.length)).isTrue();
            while (scan.next() == JsonScan.Step.VALUE) {
                ours.put(scan.path(), scan.text());
            }
            JSONObject theirs = JSON.parseObject(line);
            assertThat(ours).hasSameSizeAs(theirs);
            theirs.forEach((name, value) -> assertThat(ours).containsEntry(name, value.toString()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLineBecomesAnEvent(ParseInput input) throws IOException {
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        ParseLines lines = ParseLines.of(input.generated(LINES).toArray(new byte[0][]));
        for (RawRecord record : lines.records()) {
            assertThat(normaliser.normalise(record)).isInstanceOf(LogEvent.class);
        }
    }

    @Test
    void theLimitCountsEveryLineFeed() {
        byte[] text = "one\ntwo\n\nfour and some more\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(LineFeeds.count(text)).isEqualTo(4);
    }
}
