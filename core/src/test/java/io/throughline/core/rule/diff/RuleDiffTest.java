package io.throughline.core.rule.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.read.RuleText;
import io.throughline.core.schema.EcsEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleDiffTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULE = """
            title: Login failed
            name: failed
            logsource: {category: webserver}
            detection: {login: {cs-uri-stem: /login, sc-status: 401}, condition: login}
            """;

    private static final String MANY = RULE + """
            ---
            title: Many
            name: many
            correlation: {type: event_count, rules: [failed], group-by: [c-ip], timespan: 1m, condition: {gte: 3}, generate: true}
            """;

    private static final String NEVER_DONE = RULE + """
            ---
            title: Done
            name: done
            logsource: {category: webserver}
            detection: {login: {cs-uri-stem: /login, sc-status: 200}, condition: login}
            ---
            title: Never done
            correlation: {type: absence, rules: [failed, done], group-by: [c-ip], timespan: 1m}
            """;

    private final DocumentEvents events = new DocumentEvents();

    private static RuleRun run(String rules) {
        return new RuleRun(
                CompiledRules.of(new GivenRules(List.of(new RuleText("rules.yml", rules)), Map.of(), 0)),
                Duration.ofMinutes(10));
    }

    private LogEvent login(int second, String address, int status) {
        return events.event("%s - - [22/Nov/2026:10:00:%02d +0000] \"POST /login HTTP/1.1\" %d 5 \"-\" \"curl/8.5.0\""
                .formatted(address, second, status));
    }

    private RuleDiff diff(String before, String after) {
        RuleRun inForce = run(before);
        RuleRun candidate = run(after);
        for (int second = 0; second < 4; second++) {
            LogEvent event = login(second, "203.0.113." + second % 2, 401);
            inForce.take(event);
            candidate.take(event);
        }
        LogEvent last = login(5, "203.0.113.0", 401);
        inForce.take(last);
        candidate.take(last);
        return RuleDiff.of(inForce, candidate);
    }

    @Test
    void nothingIsGainedOrLostByAnotherWordingOfTheSame() {
        RuleDiff diff = diff(RULE, RULE.replace("title: Login failed", "title: Login refused"));

        assertThat(diff.gained()).isEmpty();
        assertThat(diff.lost()).isEmpty();
        assertThat(diff.same()).isEqualTo(2);
        assertThat(diff.limited()).isFalse();
    }

    @Test
    void tellsWhatANarrowerRuleLoses() {
        RuleDiff diff = diff(RULE, RULE.replace("sc-status: 401", "sc-status: 401, c-ip: 203.0.113.0"));

        assertThat(diff.lost()).hasSize(1).first().satisfies(lost -> {
            assertThat(lost.rule()).isEqualTo("failed");
            assertThat(lost.entity()).containsEntry("source.ip", "203.0.113.1");
            assertThat(lost.count()).isEqualTo(2);
            assertThat(lost.events()).hasSize(1);
        });
        assertThat(diff.same()).isOne();
    }

    @Test
    void tellsWhatACorrelationGains() {
        RuleDiff diff = diff(RULE, MANY);

        assertThat(diff.gained()).hasSize(1).first().satisfies(gained -> {
            assertThat(gained.rule()).isEqualTo("many");
            assertThat(gained.events()).hasSize(3);
        });
        assertThat(diff.lost()).isEmpty();
    }

    @Test
    void leavesOpenWhatOnlyTheTimeAfterTheLastRecordCouldSay() {
        assertThat(diff(RULE, NEVER_DONE).gained()).isEmpty();

        RuleRun ended = run(NEVER_DONE);
        ended.take(login(0, "203.0.113.0", 401));
        ended.end();
        assertThat(ended.alerts()).extracting(ExpectedAlert::rule).containsExactly("Never done");
    }

    @Test
    void saysThatThereAreMoreAlertsThanAreKept() {
        RuleRun run = run(RULE);
        for (int i = 0; i <= RuleRun.MAX_ALERTS; i++) {
            run.take(login(i % 60, "10.1." + i / 250 + "." + i % 250, 401));
        }

        assertThat(run.alerts()).hasSize(RuleRun.MAX_ALERTS);
        assertThat(run.isLimited()).isTrue();
    }

    @Test
    void anEventOutOfItsDocumentIsJudgedAsItWas() throws IOException {
        LogEvent event = login(1, "203.0.113.0", 401);
        StringWriter written = new StringWriter();
        try (var json = JSON.getFactory().createGenerator(written)) {
            EcsEvent.write(json, event, "flow");
        }
        LogEvent read = events.event(JSON.readTree(written.toString()));

        assertThat(read.id()).isEqualTo(event.id());
        assertThat(read.timestamp()).isEqualTo(event.timestamp());
        assertThat(read.labels()).doesNotContainKey("throughline.template.text");
        RuleRun run = run(RULE);
        run.take(read);
        assertThat(run.alerts()).hasSize(1);
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThatThrownBy(() -> events.event(new TextNode("x").path(0))).isInstanceOf(IllegalArgumentException.class);
        ObjectNode deep = JSON.createObjectNode();
        ObjectNode inner = deep;
        for (int i = 0; i < 10; i++) {
            inner = inner.putObject("a");
        }
        JsonNode tooDeep = deep;
        assertThatThrownBy(() -> events.event(tooDeep)).hasMessageContaining("nested");
        ObjectNode wide = JSON.createObjectNode();
        for (int i = 0; i < 2_001; i++) {
            wide.put("field" + i, "x");
        }
        assertThatThrownBy(() -> events.event(wide)).hasMessageContaining("fields");
    }
}
