package io.throughline.stream.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.throughline.core.payload.PayloadKind;
import io.throughline.core.rule.pack.BuiltInRules;
import io.throughline.core.score.RuleTable;
import java.lang.reflect.Field;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RuleTableTest {
    private final Map<String, RuleTable.Row> rows = RuleTable.builtIn().rows();

    /** Every constant of a detecting package that is a name of small words with hyphens is a rule's. */
    @Test
    void hasARowForEveryRuleOfADetector() throws IllegalAccessException {
        Set<String> rules = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(
                        "io.throughline.stream.detect",
                        "io.throughline.stream.behaviour",
                        "io.throughline.stream.inventory")) {
            for (JavaField field : type.getFields()) {
                boolean isConstant = field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getRawType().isEquivalentTo(String.class);
                if (isConstant) {
                    Field reflected = field.reflect();
                    reflected.setAccessible(true);
                    rules.add(String.valueOf(reflected.get(null)));
                }
            }
        }
        rules.removeIf(name -> !name.matches("[a-z]+(-[a-z]+)+"));

        assertThat(rules).hasSizeGreaterThan(20);
        assertThat(rows.keySet()).containsAll(rules);
    }

    @Test
    void hasARowForEveryKindOfAttackAndEveryRuleThatComesAlong() {
        for (PayloadKind kind : PayloadKind.values()) {
            assertThat(rows).containsKey(kind.rule());
        }
        BuiltInRules.read(Map.of(), EnumSet.allOf(BuiltInRules.Group.class))
                .detections()
                .forEach(rule -> assertThat(rows)
                        .as(rule.head().title())
                        .containsKey(rule.head().key()));
        BuiltInRules.read(Map.of(), EnumSet.allOf(BuiltInRules.Group.class))
                .correlations()
                .forEach(rule -> assertThat(rows).containsKey(rule.head().key()));
    }

    @Test
    void namesOnlyWhatTheCataloguesHave() {
        assertThat(rows.values()).allSatisfy(row -> {
            assertThat(row.technique()).allMatch(id -> id.matches("T[0-9]{4}(\\.[0-9]{3})?"));
            assertThat(row.tags()).allMatch(tag -> tag.matches("OWASP:API([1-9]|10):2023"));
            assertThat(row.family()).isIn("behaviour", "health", "access", "payload", "container", "cluster");
            if (row.confidence() != null) {
                assertThat(row.confidence()).isBetween(0.01, 1.0);
            }
        });
    }
}
