package io.throughline.stream.rules;

import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.read.RuleText;
import java.util.List;
import java.util.Map;

/** Rules about logins and orders, for tests: of each kind of correlation one, and one over another. */
public final class LoginRules {
    public static final String TEXT = """
            title: Web shell asked for
            id: 0c6f5d1e-6a35-4b55-9a0c-7d1a0c8a4f11
            status: test
            level: high
            tags: [attack.persistence, attack.t1505.003]
            logsource: {category: webserver}
            detection:
              selection:
                cs-uri-stem|endswith: /shell.php
                cs-method: GET
              filter:
                c-ip|cidr: 10.9.0.0/16
              condition: selection and not filter
            ---
            title: Login failed
            name: failed
            logsource: {category: webserver}
            detection:
              selection: {cs-uri-stem: /login, sc-status: 401}
              condition: selection
            ---
            title: Login done
            name: done
            logsource: {category: webserver}
            detection:
              selection: {cs-uri-stem: /login, sc-status: 200}
              condition: selection
            ---
            title: Many failed logins
            name: guessing
            level: medium
            correlation:
              type: event_count
              rules: [failed]
              group-by: [cs-username]
              timespan: 30s
              condition: {gte: 5}
            ---
            title: A password was guessed
            name: guessed
            level: critical
            tags: [attack.t1110]
            correlation:
              type: temporal_ordered
              rules: [guessing, done]
              group-by: [cs-username]
              timespan: 1m
            ---
            title: Failed and never done
            level: low
            correlation:
              type: absence
              rules: [failed, done]
              group-by: [cs-username]
              timespan: 20s
            ---
            title: Few logins
            level: low
            correlation:
              type: value_count
              rules: [done]
              group-by: [cs-username]
              timespan: 10s
              condition: {field: c-ip, lt: 2}
            """;

    private LoginRules() {}

    public static GivenRules given() {
        return new GivenRules(List.of(new RuleText("logins.yml", TEXT)), Map.of(), 0);
    }
}
