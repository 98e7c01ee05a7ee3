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
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RuleTableTest {
    /** A detector of payloads has a rule for every kind. */
    private static final Set<String> GENERAL = Set.of("payload");

    private final Map<String, RuleTable.Row> rows = RuleTable.builtIn().rows();

    @Test
    void hasARowForEveryRuleOfADetector() throws IllegalAccessException {
        Set<String> rules = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.throughline.stream", "io.throughline.core")) {
            for (JavaField field : type.getFields()) {
                boolean isConstant = field.getModifiers().contains(JavaModifier.STATIC)
                        && field.getRawType().isEquivalentTo(String.class);
                boolean isRule =
                        field.getName().equals("RULE") || field.getName().endsWith("_RULE");
                if (isConstant && (isRule || isOfImages(type, field))) {
                    java.lang.reflect.Field reflected = field.reflect();
                    reflected.setAccessible(true);
                    rules.add(String.valueOf(reflected.get(null)));
                }
            }
        }
        rules.removeAll(GENERAL);

        assertThat(rules).hasSizeGreaterThan(10);
        assertThat(rows.keySet()).containsAll(rules);
    }

    /** These have several rules, each a constant of its own name. */
    private static boolean isOfImages(JavaClass type, JavaField field) {
        Set<String> names = Set.of("REGISTRY", "BASE", "NO_DIGEST", "NOT_SCANNED", "NEW_CRITICAL");
        return type.getPackageName().endsWith("inventory") && names.contains(field.getName());
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
