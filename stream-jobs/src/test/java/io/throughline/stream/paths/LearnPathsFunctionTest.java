package io.throughline.stream.paths;

import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.template.PathLearner;
import io.throughline.stream.Harness;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.correlate.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LearnPathsFunctionTest {
    private static final Duration FORGET = Duration.ofHours(1);

    private KeyedTwoInputStreamOperatorTestHarness<String, Request, Call, Request> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Request, Call, Request> harness(
            @Nullable OperatorSubtaskState state) throws Exception {
        var harness = Harness.of(
                new LearnPathsFunction(FORGET), LearnPathsFunction::keyOf, LearnPathsFunction::keyOf, Request.class);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static Request request(String path, int status, long millis) {
        return new Request(
                "shop",
                "GET",
                path,
                path,
                at(millis),
                Duration.ofMillis(5),
                status,
                status >= 500,
                "anna",
                null,
                null,
                "event-" + millis,
                "shop.log",
                millis,
                null);
    }

    private static Call call(@Nullable String template, long millis) {
        return new Call(
                "web",
                "shop",
                "GET",
                template,
                at(millis),
                at(millis),
                Duration.ofMillis(5),
                200,
                false,
                null,
                "call-" + millis,
                "web.log",
                millis);
    }

    private static String user(int number) {
        return "/users/u" + Integer.toString(number, 2).replace('0', 'a').replace('1', 'o');
    }

    /** Templates by the time of their requests. */
    private Map<Long, String> templates() {
        Map<Long, String> templates = new TreeMap<>();
        harness.extractOutputValues().forEach(request -> templates.put(request.offset(), request.template()));
        return templates;
    }

    private List<String> calls() {
        var side = harness.getSideOutput(LearnPathsFunction.CALLS);
        return side == null
                ? List.of()
                : side.stream()
                        .map(StreamRecord::getValue)
                        .map(call -> String.valueOf(call.template()))
                        .toList();
    }

    @Test
    void learnsTheSameWhicheverSourceWasReadFirst() throws Exception {
        List<Request> requests = new ArrayList<>(
                IntStream.range(0, 200).mapToObj(i -> request(user(i), 200, i)).toList());
        for (Request request : requests) {
            harness.processElement1(request, request.end().toEpochMilli());
        }
        watermark(500);
        Map<Long, String> inOrder = templates();
        harness.close();
        harness = harness(null);
        Collections.shuffle(requests, new Random(3));
        for (Request request : requests) {
            harness.processElement1(request, request.end().toEpochMilli());
        }
        watermark(500);

        assertThat(templates()).isEqualTo(inOrder).hasSize(200);
        assertThat(inOrder.get(0L)).isEqualTo(user(0));
        assertThat(inOrder.get(199L)).isEqualTo("/users/{name}");
    }

    @Test
    void teachesWithCallsWhatItSaysOfRequestsAfterARestartToo() throws Exception {
        for (int i = 0; i < 100; i++) {
            harness.processElement2(call(user(i), i), at(i).toEpochMilli());
        }
        watermark(100);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness(state);
        harness.processElement1(request(user(1000), 200, 200), at(200).toEpochMilli());
        harness.processElement2(call(user(1001), 201), at(201).toEpochMilli());
        harness.processElement2(call(null, 202), at(202).toEpochMilli());
        watermark(300);

        assertThat(templates()).containsEntry(200L, "/users/{name}");
        assertThat(calls()).containsExactly("/users/{name}", "null");
    }

    @Test
    void keepsScannersTogether() throws Exception {
        for (int i = 0; i < 1000; i++) {
            harness.processElement1(request(user(i), 404, i), at(i).toEpochMilli());
        }
        watermark(2000);

        assertThat(templates().values()).hasSize(1000).containsOnly(PathLearner.UNKNOWN);
    }

    @Test
    void forgetsAServiceThatIsNotAsked() throws Exception {
        harness.processElement1(request("/orders", 200, 1), at(1).toEpochMilli());
        watermark(10);
        assertThat(harness.numKeyedStateEntries()).isPositive();

        watermark(FORGET.toMillis() + 100);

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private void watermark(long millis) throws Exception {
        harness.processBothWatermarks(new Watermark(at(millis).toEpochMilli()));
    }
}
