package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.stream.JobConfig;
import io.throughline.stream.JobSettings;
import io.throughline.stream.ThroughlineJob;
import io.throughline.stream.types.RecordTypeInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What detection costs where nobody comes twice: every request is of another principal, from another address and for another order, of some
 * thousand endpoints of fifty services; the whole graph, one task of each operator, with all detectors and with none. The difference
 * of the heaps is what detection remembers.
 */
final class DetectBench {
    static final int PRINCIPALS = 1_000_000;

    private static final String TENTHS = "tenths";
    private static final long BEGIN_MICROS = 1_767_225_600_000_000L;
    private static final int SERVICES = 50;
    private static final int ENDPOINTS = 20;

    private DetectBench() {}

    static ObjectNode run(int principals) throws Exception {
        List<Tenth> without = pass(principals, false);
        List<Tenth> with = pass(principals, true);
        ObjectNode result = new ObjectMapper().createObjectNode();
        result.put("principals", principals);
        double plain = tell(result, "without_detection", without);
        double all = tell(result, "with_detection", with);
        result.put("with_to_without", Math.round(1000 * all / plain) / 1000.0);
        long difference = with.getLast().heapBytes() - without.getLast().heapBytes();
        result.put("state_bytes_per_principal", difference / principals);
        return result;
    }

    /** @return requests a second of one core, without the first tenth, in which the JVM warms up */
    private static double tell(ObjectNode result, String name, List<Tenth> tenths) {
        List<Tenth> warm = tenths.subList(1, tenths.size());
        double perSecond = warm.stream().mapToLong(Tenth::hops).sum()
                / warm.stream().mapToDouble(Tenth::cpuSeconds).sum();
        ObjectNode told = result.putObject(name);
        told.put("requests_per_cpu_second", Math.round(perSecond));
        tenths.forEach(tenth -> told.withArray("/heap_mebibytes").add(tenth.heapMebibytes()));
        return perSecond;
    }

    @SuppressWarnings("try") // An interrupt ends the benchmark, as it should.
    private static List<Tenth> pass(int requests, boolean detecting) throws Exception {
        System.err.println("throughline: " + (detecting ? "all detectors" : "no detector"));
        JobConfig config = JobConfig.from(new Settings(Map.of(
                "detect.enabled", String.valueOf(detecting), "detect.learn-for", "1m", "infer.partial-ids", "false")));
        try (StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, JobSettings.inProcess(1))) {
            DataStream<RawRecord> raw = env.fromSource(
                            new NumberSequenceSource(0, requests - 1), WatermarkStrategy.noWatermarks(), "count")
                    .uid("count")
                    .map(new Make(requests))
                    .returns(RecordTypeInfo.of(RawRecord.class))
                    .uid("make")
                    .assignTimestampsAndWatermarks(
                            WatermarkStrategy.<RawRecord>forBoundedOutOfOrderness(Duration.ofSeconds(1))
                                    .withTimestampAssigner((record, before) -> endMillis(record.offset())))
                    .uid("watermarks");
            ThroughlineJob.draw(raw, new DiscardingLanding(), config);
            JobExecutionResult result = env.execute("bench detect");
            return result.getAccumulatorResult(TENTHS);
        }
    }

    private static long startMicros(long n) {
        return BEGIN_MICROS + 1_000 * n;
    }

    private static long endMillis(long n) {
        return startMicros(n) / 1_000 + 3;
    }

    private static byte[] request(long n) {
        return String.format(
                        Locale.ROOT,
                        "{\"id\":\"h%1$d\",\"vantage\":\"inbound\",\"service\":\"service-%2$d\",\"instance\":\"service-%2$d-0\","
                                + "\"start_us\":%3$d,\"duration_us\":3000,\"trace\":\"%4$032x\",\"span\":\"%1$016x\",\"method\":\"GET\","
                                + "\"path\":\"/things-%5$d/%1$d\",\"status\":200,\"response_bytes\":%6$d,"
                                + "\"principal\":\"user-%1$d\",\"source_ip\":\"10.%7$d.%8$d.%9$d\"}",
                        n,
                        n % SERVICES,
                        startMicros(n),
                        n,
                        n / SERVICES % ENDPOINTS,
                        500 + n * 31 % 1000,
                        n >> 16 & 0xff,
                        n >> 8 & 0xff,
                        n & 0xff)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Makes the records, and looks at clocks and heap after every tenth of them. */
    private static final class Make extends RichMapFunction<Long, RawRecord> {
        private static final long serialVersionUID = 1L;

        private final long tenth;
        private final ListAccumulator<Tenth> tenths = new ListAccumulator<>();
        private transient Tenth.Watch watch;

        @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
        Make(long count) {
            this.tenth = count / 10;
        }

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator(TENTHS, tenths);
            watch = new Tenth.Watch();
        }

        @Override
        public RawRecord map(Long n) {
            if ((n + 1) % tenth == 0) {
                Tenth done = watch.tenth(tenth);
                tenths.add(done);
                System.err.println("throughline: " + (n + 1) + " requests: " + done.sentence());
            }
            return new RawRecord("requests", n, request(n), Origin.ofHost("host"));
        }
    }
}
