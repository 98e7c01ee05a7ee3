package io.throughline.bench;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.rule.read.RuleCollection;
import io.throughline.core.rule.read.RuleReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rules in the proportions of those that people publish for web servers and proxies (paths and queries that contain something, agents,
 * hosts that end with something, keywords, a few regular expressions), and access lines of a shop of which one in a hundred looks like
 * an attack. Always the same.
 */
final class RuleSamples {
    private static final String[] WORDS = {
        "admin",
        "login",
        "config",
        "backup",
        "shell",
        "upload",
        "export",
        "debug",
        "console",
        "manager",
        "setup",
        "install",
        "proxy",
        "cgi-bin",
        "actuator",
        "phpmyadmin",
        "wp-content",
        "plugins",
        "api",
        "jsonrpc",
        "eval",
        "exec",
        "passwd",
        "include",
        "template"
    };
    private static final String[] EXTENSIONS = {
        ".php", ".jsp", ".aspx", ".cgi", ".do", ".action", ".zip", ".exe", ".ps1"
    };
    private static final String[] PAGES = {
        "/",
        "/catalogue",
        "/cart",
        "/orders",
        "/login",
        "/health",
        "/api/v1/items",
        "/img/logo.png",
        "/js/app.js",
        "/search"
    };
    private static final String[] AGENTS = {
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5",
        "curl/8.5.0",
        "kube-probe/1.30"
    };

    private static final int MAX_ATTACKS = 1_000;

    private RuleSamples() {}

    /** What the first rules look for. */
    private static final List<String> ATTACKS = new ArrayList<>();

    static RuleCollection rules(int count) {
        Random random = new Random(7);
        RuleReader reader = new RuleReader();
        for (int i = 0; i < count; i++) {
            reader.read("rule-" + i, rule(i, random));
        }
        return reader.collection();
    }

    static RuleCollection pattern(String regex) {
        return new RuleReader()
                .read(
                        "pattern",
                        "title: pattern\nlogsource: {category: webserver}\ndetection:\n  s:\n    cs-uri-query|re: '"
                                + regex + "'\n  condition: s\n")
                .collection();
    }

    private static String rule(int number, Random random) {
        StringBuilder text = new StringBuilder("title: Rule " + number + "\nid: rule-" + number + "\nlevel: high\n");
        text.append("logsource:\n  category: ")
                .append(random.nextInt(3) == 0 ? "proxy" : "webserver")
                .append('\n');
        text.append("detection:\n");
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> {
                text.append("  selection:\n    cs-method: ").append(random.nextBoolean() ? "GET" : "POST");
                text.append("\n    cs-uri-query|contains:\n");
                list(text, random, 1 + random.nextInt(4));
            }
            case 6, 7, 8 -> {
                text.append("  selection:\n    cs-uri-query|contains|all:\n");
                list(text, random, 2 + random.nextInt(2));
                text.append("    sc-status: 200\n");
            }
            case 9, 10, 11, 12 -> {
                text.append("  selection:\n    cs-uri-stem|endswith:\n");
                list(text, random, 1 + random.nextInt(3));
                text.append("  filter:\n    sc-status: 404\n");
            }
            case 13, 14 -> {
                text.append("  selection:\n    c-useragent|contains:\n");
                list(text, random, 1 + random.nextInt(6));
            }
            case 15 -> {
                text.append("  selection:\n    cs-host|endswith:\n");
                list(text, random, 1 + random.nextInt(6));
            }
            case 16, 17 -> {
                text.append("  keywords:\n");
                list(text, random, 2 + random.nextInt(8));
                text.append("  filter:\n    sc-status: 404\n");
            }
            case 18 ->
                text.append("  selection:\n    c-uri|re: '/" + word(random)
                        + "/[a-z0-9]{8,}\\.(php|jsp|zip)\\?id=[0-9]+'\n");
            default -> {
                text.append("  selection:\n    c-uri: '*/" + word(random) + "/*" + word(random) + "?.php'\n");
                text.append("    cs-referer: null\n");
            }
        }
        boolean filtered = text.indexOf("filter:") > 0;
        String name = text.indexOf("keywords:") > 0 ? "keywords" : "selection";
        text.append("  condition: ")
                .append(name)
                .append(filtered ? " and not filter" : "")
                .append('\n');
        return text.toString();
    }

    private static void list(StringBuilder text, Random random, int count) {
        for (int i = 0; i < count; i++) {
            String value = value(random);
            text.append("      - '").append(value).append("'\n");
            if (ATTACKS.size() < MAX_ATTACKS) {
                ATTACKS.add(value);
            }
        }
    }

    private static String value(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "/" + word(random) + "/" + word(random) + EXTENSIONS[random.nextInt(EXTENSIONS.length)];
            case 1 -> word(random) + "=" + word(random);
            case 2 -> "%2f" + word(random) + "%2f";
            default -> word(random) + "-" + Integer.toHexString(random.nextInt(1 << 20));
        };
    }

    /** Distinct words, with a few hundred beginnings: rules look alike. */
    private static String word(Random random) {
        String word = WORDS[random.nextInt(WORDS.length)];
        return random.nextInt(3) == 0
                ? word + random.nextInt(100)
                : word + Integer.toString(random.nextInt(1 << 20), 36);
    }

    static List<LogEvent> events(int count) {
        Random random = new Random(8);
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        List<LogEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(event(normaliser, i, url(random), AGENTS[random.nextInt(AGENTS.length)], random));
        }
        return events;
    }

    /** Long in the query, of one letter: what makes a backtracking matcher try every way. */
    static LogEvent longEvent(int chars) {
        ParseLimits limits = new ParseLimits(1 << 20, 64, 64 << 10, 64, chars, ParseLimits.DEFAULTS.zone(), List.of());
        String url = "/?" + "a".repeat(chars - 1) + "b";
        return event(new Normaliser(limits), 0, url, AGENTS[2], new Random(9));
    }

    private static LogEvent event(Normaliser normaliser, int number, String url, String agent, Random random) {
        String line = "10.0." + random.nextInt(256) + "." + random.nextInt(256) + " - - [22/Nov/2026:10:"
                + (10 + number / 60 % 50) + ":" + (10 + number % 50) + " +0000] \"GET " + url + " HTTP/1.1\" "
                + (random.nextInt(20) == 0 ? 404 : 200) + " " + random.nextInt(100_000)
                + " \"https://shop.example/catalogue\" \"" + agent + "\"";
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        return (LogEvent) normaliser.normalise(new RawRecord("bench", number, bytes, Origin.ofHost("bench")));
    }

    private static String url(Random random) {
        String page = PAGES[random.nextInt(PAGES.length)];
        if (random.nextInt(100) == 0) {
            return page + "?q=" + ATTACKS.get(random.nextInt(ATTACKS.size()))
                    + ATTACKS.get(random.nextInt(ATTACKS.size()));
        }
        return random.nextInt(3) == 0
                ? page
                : page + "?page=" + random.nextInt(50) + "&sort=price&session=" + Long.toHexString(random.nextLong());
    }
}
