package io.throughline.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.template.LabelledLines.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateGroupsTest {
    private static final int LINES = 20_000;

    private static TemplateGroups of(List<String> texts) {
        TemplateGroups groups = new TemplateGroups();
        texts.forEach(text -> groups.add(text, 1));
        return groups;
    }

    private static List<String> texts(TemplateGroups groups) {
        return groups.groups().stream().map(group -> group.template().text()).toList();
    }

    @Test
    void replacesAWordThatVaries() {
        TemplateGroups groups = of(List.of(
                "user anna logged in",
                "user bert logged in",
                "user cora logged in",
                "user dora logged in",
                "user emil logged in",
                "user emil logged out"));

        assertThat(texts(groups)).containsExactly("user <*> logged in", "user emil logged out");
        assertThat(groups.groups().getFirst().messages()).isEqualTo(5);
        assertThat(groups.groups().getFirst().ids()).hasSize(5).contains(MessageTemplate.idOf("user anna logged in"));
    }

    @Test
    void replacesTwoWordsThatVaryApart() {
        List<String> texts = new ArrayList<>();
        for (String from : List.of("a", "b", "c", "d", "e", "f")) {
            for (String to : List.of("u", "v", "w", "x", "y", "z")) {
                texts.add("moved from " + from + " to " + to);
            }
        }

        assertThat(texts(of(texts))).containsExactly("moved from <*> to <*>");
    }

    @Test
    void leavesFewWordsAndShortMessagesAsTheyAre() {
        List<String> few = List.of("door is open now", "door is shut now", "door is gone now");
        List<String> shortOnes =
                List.of("Connection a", "Connection b", "Connection c", "Connection d", "Connection e", "Connection f");

        assertThat(texts(of(few))).containsExactlyInAnyOrderElementsOf(few);
        assertThat(texts(of(shortOnes))).containsExactlyInAnyOrderElementsOf(shortOnes);
    }

    @Test
    void doesNotDependOnTheOrder() {
        List<String> texts = new ArrayList<>();
        MessageTemplates templates = new MessageTemplates();
        new LabelledLines(3)
                .lines(5_000)
                .forEach(line -> texts.add(templates.of(line.text()).text()));
        List<TemplateGroups.Group> before = of(texts).groups();
        Collections.shuffle(texts, new Random(4));

        assertThat(of(texts).groups()).isEqualTo(before);
    }

    @Test
    void countsWhatIsBeyondItsLimit() {
        TemplateGroups groups = new TemplateGroups();
        for (int i = 0; i < TemplateGroups.MAX_TEMPLATES + 100; i++) {
            groups.add("x" + i, 1);
        }

        assertThat(groups.others()).isEqualTo(100);
        assertThat(groups.groups()).hasSize(TemplateGroups.MAX_TEMPLATES);
    }

    /** Grouping accuracy, of messages and of templates, as Loghub-2.0 defines them (Jiang et al., ISSTA 2024). */
    @Test
    void putsTogetherWhatWasMadeFromOneKindAndNothingElse() {
        List<Line> lines = new LabelledLines(7).lines(LINES);
        MessageTemplates templates = new MessageTemplates();
        TemplateGroups groups = new TemplateGroups();
        lines.forEach(line -> groups.add(templates.of(line.text()).text(), 1));
        Map<String, String> groupOf = new HashMap<>();
        groups.groups()
                .forEach(group -> group.ids()
                        .forEach(id -> groupOf.put(id, group.template().text())));
        Map<String, Set<Integer>> found = new HashMap<>();
        Map<Integer, Set<String>> truth = new HashMap<>();
        for (Line line : lines) {
            String group = groupOf.getOrDefault(templates.of(line.text()).id(), "");
            found.computeIfAbsent(group, key -> new HashSet<>()).add(line.kind());
            truth.computeIfAbsent(line.kind(), key -> new HashSet<>()).add(group);
        }
        long right = lines.stream()
                .filter(line -> isRight(truth.getOrDefault(line.kind(), Set.of()), found))
                .count();
        long rightKinds =
                truth.values().stream().filter(kind -> isRight(kind, found)).count();
        double accuracy = (double) right / lines.size();
        double f1 = 2.0 * rightKinds / (found.size() + truth.size());

        System.out.printf("grouping accuracy %.3f, F1 of templates %.3f, %d groups%n", accuracy, f1, found.size());
        assertThat(accuracy).as("groups: %s", found).isGreaterThan(0.95);
        assertThat(f1).as("groups: %s", found).isGreaterThan(0.9);
    }

    private static boolean isRight(Set<String> groups, Map<String, Set<Integer>> found) {
        return groups.size() == 1
                && found.getOrDefault(groups.iterator().next(), Set.of()).size() == 1;
    }
}
