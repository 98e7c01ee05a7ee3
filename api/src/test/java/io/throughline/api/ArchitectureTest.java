package io.throughline.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses API = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.throughline.api");

    @Test
    void usesOfOurOwnModulesOnlyCoreAndElasticsearch() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.throughline..")
                        .and(resideOutsideOfPackages(
                                "io.throughline.api..", "io.throughline.core..", "io.throughline.elasticsearch..")))
                .check(API);
    }

    @Test
    void knowsNothingOfFlinkAndKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..")
                .check(API);
    }

    @Test
    void asksOnlyTheStoresOutsideOfTheWiring() {
        noClasses()
                .that()
                .resideInAPackage("io.throughline.api.(*)..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.throughline.elasticsearch..", "co.elastic..")
                .check(API);
    }
}
