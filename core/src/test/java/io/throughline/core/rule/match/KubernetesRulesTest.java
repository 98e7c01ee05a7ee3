package io.throughline.core.rule.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.parse.DataSets;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.read.RuleFiles;
import io.throughline.core.rule.read.RuleReader;
import io.throughline.core.rule.sample.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules about audit events, on audit events as an API server wrote them. */
class KubernetesRulesTest {
    private final RuleSet rules =
            RuleSet.of(RuleFiles.read(List.of(DataSets.find("sigma/rules/application")), new RuleReader())
                    .collection()
                    .detections());

    @Test
    void matchesWhatIsInTheEvents() throws IOException {
        assertThat(matches("exec_pod.json")).contains("Potential Remote Command Execution In Pod Container");
        assertThat(matches("create_nginx_pod_sensitive_mount.json"))
                .contains("Container With A hostPath Mount Created");
        assertThat(matches("create_pod_kube_system_namespace.json")).contains("Creation Of Pod In System Namespace");
        assertThat(matches("create_service.json")).isEmpty();
        assertThat(matches("create_nginx_pod_nohostnetwork.json")).isEmpty();
    }

    private List<String> matches(String file) throws IOException {
        String line = Files.readString(DataSets.find("k8s-audit/events/" + file))
                .lines()
                .findFirst()
                .orElseThrow();
        RuleMatcher matcher = rules.matcher();
        int count = matcher.match(new SampleEvents().event(new Samples.Given(line, Map.of())));
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            titles.add(rules.rules().get(matcher.match(i)).head().title());
        }
        return titles;
    }
}
