package io.throughline.stream.correlate;

import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.Vantage;
import io.throughline.stream.Harness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteFunctionTest {
    private static LogEvent request(String id, @Nullable String trace) {
        Hop hop = new Hop(
                "hop-" + id,
                Vantage.INBOUND,
                "shop",
                "shop-1",
                at(0),
                Duration.ofMillis(10),
                "GET /things",
                null,
                null,
                "GET",
                "/things",
                200,
                null,
                null,
                null,
                null,
                null);
        return new LogEvent(
                id,
                "file",
                0,
                at(10),
                "shop",
                Origin.ofHost("h"),
                null,
                null,
                null,
                "words",
                trace == null ? Correlation.NONE : new Correlation(trace, "s-" + id, null, null),
                hop,
                Map.of());
    }

    private static List<String> inferred(boolean partialIds, LogEvent... events) throws Exception {
        OneInputStreamOperatorTestHarness<LogEvent, CorrelatedEvent> harness = Harness.typed(
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new RouteFunction(partialIds, true, null))),
                CorrelatedEvent.class);
        harness.open();
        for (LogEvent event : events) {
            harness.processElement(event, event.timestamp().toEpochMilli());
        }
        List<String> hops = new ArrayList<>();
        Iterable<StreamRecord<InstanceHop>> sent = harness.getSideOutput(RouteFunction.HOPS);
        sent.forEach(record -> hops.add(record.getValue().hop().hop()));
        harness.close();
        return hops;
    }

    @Test
    void sendsRequestsWithoutIdsToBeInferred() throws Exception {
        assertThat(inferred(false, request("a", null), request("b", "t1"))).containsExactly("hop-a");
    }

    @Test
    void sendsRequestsWithIdsAlongWhereFlowsMayHaveLostTheirs() throws Exception {
        assertThat(inferred(true, request("a", null), request("b", "t1"))).containsExactly("hop-a", "hop-b");
    }
}
