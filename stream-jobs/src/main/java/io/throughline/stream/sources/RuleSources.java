package io.throughline.stream.sources;

import io.throughline.core.rule.live.RuleChange;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The changes of rules, from the topic's beginning on. One reader, so that all tasks hear of them in one order. */
public final class RuleSources {
    private RuleSources() {}

    /** The topic may be missing: then there are no changes until it is there. */
    public static DataStream<RuleChange> kafka(StreamExecutionEnvironment env, KafkaConfig kafka) {
        KafkaSource<RuleChange> source = KafkaSource.<RuleChange>builder()
                .setBootstrapServers(kafka.bootstrap())
                .setTopicPattern(Pattern.compile(Pattern.quote(kafka.rulesTopic())))
                .setGroupId(kafka.group() + "-rules")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Deserializer())
                .setProperty("register.consumer.metrics", "false")
                .setProperty("partition.discovery.interval.ms", "10000")
                .build();
        return env.fromSource(
                        source, WatermarkStrategy.forGenerator(context -> new Silent()), "read " + kafka.rulesTopic())
                .setParallelism(1)
                .uid("read-rules");
    }

    /** Rules have no part in event time: nothing waits for them. */
    private static final class Silent implements WatermarkGenerator<RuleChange> {
        @Override
        public void onEvent(RuleChange change, long time, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }

    private static final class Deserializer implements KafkaRecordDeserializationSchema<RuleChange> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RuleChange> out) {
            out.collect(RuleChange.of(
                    record.key(), record.value(), record.timestamp(), record.partition(), record.offset()));
        }

        @Override
        public TypeInformation<RuleChange> getProducedType() {
            return RecordTypeInfo.of(RuleChange.class);
        }
    }
}
