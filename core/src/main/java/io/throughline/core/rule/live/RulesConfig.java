package io.throughline.core.rule.live;

import io.throughline.core.config.NearestName;
import io.throughline.core.config.Settings;
import io.throughline.core.rule.pack.BuiltInRules;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rules events are judged by.
 *
 * @param builtIn the parts of the rules that come along
 * @param lists files of lists for placeholders, see {@link io.throughline.core.rule.read.RuleLists}
 * @param paths rule files and folders with them, read where the job is started; empty: none
 * @param runTime whether rules may come, change and go while the jobs run
 * @param window matches of one rule about one entity are one alert within this long
 */
public record RulesConfig(
        Set<BuiltInRules.Group> builtIn, List<String> lists, List<String> paths, boolean runTime, Duration window)
        implements Serializable {
    private static final String BUILT_IN = "detect.rules.built-in";
    private static final String NONE = "none";

    public RulesConfig {
        builtIn = Set.copyOf(builtIn);
        lists = List.copyOf(lists);
        paths = List.copyOf(paths);
    }

    public static RulesConfig from(Settings settings) {
        return new RulesConfig(
                builtIn(settings),
                named(settings.optional("detect.rules.lists")),
                named(settings.optional("detect.rules")),
                settings.flag("detect.rules.run-time", true),
                settings.duration(
                        "detect.rules.window", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(1)));
    }

    private static Set<BuiltInRules.Group> builtIn(Settings settings) {
        String text = settings.optional(BUILT_IN);
        if (text == null) {
            return BuiltInRules.usual();
        }
        Set<BuiltInRules.Group> groups = EnumSet.noneOf(BuiltInRules.Group.class);
        List<String> names = named(text);
        if (names.equals(List.of(NONE))) {
            return groups;
        }
        List<String> known = Stream.concat(
                        Stream.of(NONE),
                        Arrays.stream(BuiltInRules.Group.values())
                                .map(group -> group.name().toLowerCase(Locale.ROOT)))
                .toList();
        for (String name : names) {
            if (name.equals(NONE) || !known.contains(name)) {
                settings.problem(
                        BUILT_IN,
                        "names '" + name + "'" + NearestName.hint(name, known) + "; it may be none, or some of "
                                + String.join(", ", known.subList(1, known.size())));
            } else {
                groups.add(BuiltInRules.Group.valueOf(name.toUpperCase(Locale.ROOT)));
            }
        }
        return groups;
    }

    private static List<String> named(@Nullable String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    List<Path> listFiles() {
        return lists.stream().map(Path::of).toList();
    }

    List<Path> ruleFiles() {
        return paths.stream().map(Path::of).toList();
    }
}
