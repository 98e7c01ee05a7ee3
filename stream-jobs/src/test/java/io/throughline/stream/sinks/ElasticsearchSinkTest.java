package io.throughline.stream.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.elasticsearch.bulk.RejectedDocuments;
import io.throughline.stream.types.RecordTypeInfo;
import io.throughline.testkit.FakeElasticsearch;
import io.throughline.testkit.FakeElasticsearch.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ElasticsearchSinkTest {
    private static final BulkConfig BULK = new BulkConfig(
            64 << 10,
            100,
            2,
            Duration.ofMillis(50),
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofSeconds(30));
    private static final Queue<String> REJECTED = new ConcurrentLinkedQueue<>();

    private final FakeElasticsearch elasticsearch = FakeElasticsearch.start();

    @BeforeEach
    void forget() {
        REJECTED.clear();
    }

    @AfterEach
    void close() {
        elasticsearch.close();
    }

    @Test
    void everythingLandsOnceThoughTheServerStumbles() throws Exception {
        elasticsearch.next(new Fault.Status(429), new Fault.CutAfter(), new Fault.Status(503), new Fault.CutBefore());
        // Always: the request that holds it may be one of those whose answers are cut off.
        elasticsearch.refuse("13", 400, "document_parsing_exception", Integer.MAX_VALUE);
        run(5_000);

        assertThat(elasticsearch.documents()).hasSize(4_999).doesNotContainKey("i/13");
        assertThat(REJECTED).containsExactly("13 not-indexed: 400 document_parsing_exception: as told");
    }

    @Test
    void wrongCredentialsFailTheJobAtOnce() {
        elasticsearch.always(new Fault.Status(401));

        assertThatThrownBy(() -> run(5_000)).hasStackTraceContaining("elasticsearch.api-key");
        // One request at most per parallel writer and slot: the job was not restarted.
        assertThat(elasticsearch.bulkRequests()).isLessThanOrEqualTo(4);
    }

    @Test
    void travelsToItsTaskManagers() throws Exception {
        assertThat(InstantiationUtil.clone(sink())).isNotNull();
    }

    private JobExecutionResult run(long documents) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, flink);
        env.enableCheckpointing(50);
        env.fromSequence(0, documents - 1)
                .map(number -> new IndexDocument(
                        "i", String.valueOf(number), 1, ("{\"n\":" + number + "}").getBytes(StandardCharsets.UTF_8)))
                .returns(RecordTypeInfo.of(IndexDocument.class))
                .sinkTo(sink());
        return env.execute();
    }

    private ElasticsearchSink sink() {
        return new ElasticsearchSink(ElasticsearchConfig.of(elasticsearch.url()), BULK, Kept::new);
    }

    private static final class Kept implements RejectedDocuments {
        @Override
        public void reject(IndexDocument document, String reason) {
            REJECTED.add(document.id() + " " + reason);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
