package io.throughline.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.config.Settings;
import io.throughline.stream.rules.LoginRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Closing an environment may be interrupted: then the test fails, as it should.
class ThroughlineJobTest {
    @TempDir
    private Path folder;

    /** So that all stages are drawn. */
    private Path rules() throws IOException {
        return Files.writeString(folder.resolve("logins.yml"), LoginRules.TEXT);
    }

    @Test
    void sendsNoTypeThroughKryo() throws Exception {
        try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment()) {
            Settings settings = new Settings(Map.of("detect.rules", rules().toString()));
            ClusterJob.draw(env, settings);
            settings.verify();

            StreamGraph graph = env.getStreamGraph();

            List<TypeSerializer<?>> serializers = new ArrayList<>();
            for (StreamNode node : graph.getStreamNodes()) {
                serializers.addAll(List.of(node.getTypeSerializersIn()));
                if (node.getTypeSerializerOut() != null) {
                    serializers.add(node.getTypeSerializerOut());
                }
                if (node.getStateKeySerializer() != null) {
                    serializers.add(node.getStateKeySerializer());
                }
            }
            assertThat(serializers).hasSizeGreaterThan(20).noneMatch(KryoSerializer.class::isInstance);
        }
    }

    @Test
    void refusesATypeThatWouldNeedKryo() throws Exception {
        try (StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, JobSettings.everywhere())) {
            assertThatThrownBy(() -> {
                        env.fromData(Thread.currentThread().getThreadGroup())
                                .uid("threads")
                                .print()
                                .uid("print");
                        env.getStreamGraph();
                    })
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("Generic types have been disabled");
        }
    }

    @Test
    void namesEveryOperatorForPeopleAndForCheckpoints() throws Exception {
        try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment()) {
            ClusterJob.draw(env, new Settings(Map.of("detect.rules", rules().toString())));

            // With automatic uids off, building the graph fails on an operator without one.
            assertThat(env.getStreamGraph().getStreamNodes())
                    .allSatisfy(node -> assertThat(node.getOperatorName())
                            .isNotIn("Map", "Flat Map", "Filter", "Process", "KeyedProcess", "Co-Process"));
        }
    }
}
